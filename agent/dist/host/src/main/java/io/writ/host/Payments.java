package io.writ.host;

/** Tools that nobody wrote for Writ: each bears the annotation of its library and no other. */
public final class Payments {

  /** A tool of LangChain4j. */
  @dev.langchain4j.agent.tool.Tool("Moves money to an account")
  public String transfer(long amount, String account) {
    return "moved " + amount + " to " + account;
  }

  /** A tool of Spring AI. */
  @org.springframework.ai.tool.annotation.Tool(description = "Gives money back")
  public String refund(long amount, String account) {
    return "gave " + amount + " back to " + account;
  }
}
