package io.writ.samples.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accepts {@code POST /transfers} and answers with a reference of its own. It stands for a system
 * that somebody else runs: no agent, no artifact, nothing shared with the payments service.
 */
public final class PartnerBank {
  private final AtomicLong transfers = new AtomicLong();

  private PartnerBank() {}

  /** Serves on loopback. Argument: the port; none or 0 for a free one, printed when listening. */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    PartnerBank bank = new PartnerBank();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/transfers", bank::accept);
    server.start();
    System.out.println("partner bank listens on port " + server.getAddress().getPort());
  }

  private void accept(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] answer =
          "{\"reference\":\"PB-%06d\"}"
              .formatted(transfers.incrementAndGet())
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
