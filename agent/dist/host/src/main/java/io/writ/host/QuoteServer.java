package io.writ.host;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * An MCP server with two tools and its client, in memory. Requests are handled on the thread that
 * hands them over, as a server does that serves one client.
 */
final class QuoteServer implements AutoCloseable {
  private static final String INITIALIZE =
      """
      {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-06-18",
       "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
      """;
  private static final String INITIALIZED =
      "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}";
  private static final String CALL =
      """
      {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": {}}}
      """;

  private final McpJsonMapper json = McpJsonDefaults.getMapper();
  private final Memory memory = new Memory();
  private final McpSyncServer server;

  QuoteServer() throws IOException {
    server =
        McpServer.sync((McpServerTransportProvider) memory)
            .serverInfo("quotes", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .immediateExecution(true)
            .toolCall(tool("quote"), (exchange, request) -> text("42"))
            .toolCall(tool("purge"), (exchange, request) -> text("all gone"))
            .build();
    memory.hand(INITIALIZE);
    memory.hand(INITIALIZED);
  }

  private static McpSchema.Tool tool(String name) {
    return McpSchema.Tool.builder(name, Map.of("type", "object")).description(name).build();
  }

  private static McpSchema.CallToolResult text(String text) {
    return McpSchema.CallToolResult.builder(
            List.<McpSchema.Content>of(McpSchema.TextContent.builder(text).build()))
        .build();
  }

  /** What the server sends back. */
  String call(String tool) throws IOException {
    memory.hand(CALL.formatted(tool));
    return json.writeValueAsString(memory.sent);
  }

  @Override
  public void close() {
    server.close();
  }

  /** The transport of the one session. */
  private final class Memory implements McpServerTransportProvider, McpServerTransport {
    private McpServerSession session;
    private McpSchema.JSONRPCMessage sent;

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
      session = factory.create(this);
    }

    void hand(String message) throws IOException {
      session.handle(McpSchema.deserializeJsonRpcMessage(json, message)).block();
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      return Mono.fromRunnable(() -> sent = message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object parameters) {
      return Mono.empty();
    }

    @Override
    public void close() {}

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }

    @Override
    public List<String> protocolVersions() {
      return List.of("2025-06-18");
    }
  }
}
