package io.writ.host;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import io.writ.api.Scope;
import io.writ.api.Writ;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;

/**
 * Calls each library's tools through that library, first with no artifact and then with one, and
 * says what came of it: one line a call.
 */
public final class ToolHost {
  private ToolHost() {}

  /** What a program that uses LangChain4j declares. */
  interface Assistant {
    String chat(String words);
  }

  /** One call of a tool. */
  interface Attempt {
    String make(String argument) throws Exception;
  }

  /** Argument: an artifact for small transfers and refunds, and for the MCP tool [quote]. */
  public static void main(String[] arguments) throws Exception {
    Payments payments = new Payments();
    Attempt executor = executor(payments);
    Attempt assistant = assistant(payments);
    Attempt callback = callback(payments);
    try (QuoteServer server = new QuoteServer()) {
      tryAll("UNBOUND", executor, assistant, callback, server);
      try (Scope scope = Writ.bind(arguments[0])) {
        tryAll("BOUND", executor, assistant, callback, server);
      }
    }
  }

  private static void tryAll(
      String when, Attempt executor, Attempt assistant, Attempt callback, QuoteServer server) {
    for (int amount : new int[] {400, 600}) {
      String json = "{\"amount\": " + amount + ", \"account\": \"bob\"}";
      say("executor " + when + " " + amount, executor, json);
      say("assistant " + when + " " + amount, assistant, json);
      say("callback " + when + " " + amount, callback, json);
    }
    for (String tool : new String[] {"quote", "purge"}) {
      say("mcp " + when + " " + tool, server::call, tool);
    }
  }

  private static void say(String what, Attempt attempt, String argument) {
    String answer;
    try {
      answer = attempt.make(argument);
    } catch (Exception e) {
      answer = e.getClass().getName() + ": " + e.getMessage();
    }
    System.out.println(what + ": " + answer);
  }

  private static Attempt executor(Payments payments) throws NoSuchMethodException {
    DefaultToolExecutor executor =
        new DefaultToolExecutor(
            payments, Payments.class.getMethod("transfer", long.class, String.class));
    return arguments -> executor.execute(ScriptedModel.transfer(arguments), "memory");
  }

  private static Attempt assistant(Payments payments) {
    return AiServices.builder(Assistant.class)
            .chatModel(new ScriptedModel())
            .tools(payments)
            .build()
        ::chat;
  }

  private static Attempt callback(Payments payments) {
    ToolCallback refund = ToolCallbacks.from(payments)[0];
    return refund::call;
  }
}
