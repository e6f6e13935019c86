package io.writ.host;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** Asks for the tool call that the user's words spell, and answers with what the tool said. */
final class ScriptedModel implements ChatModel {

  @Override
  public ChatResponse doChat(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    ChatMessage last = messages.get(messages.size() - 1);
    AiMessage answer =
        last instanceof ToolExecutionResultMessage result
            ? AiMessage.from(result.text())
            : AiMessage.from(transfer(((UserMessage) last).singleText()));
    return ChatResponse.builder().aiMessage(answer).build();
  }

  static ToolExecutionRequest transfer(String arguments) {
    return ToolExecutionRequest.builder().id("1").name("transfer").arguments(arguments).build();
  }
}
