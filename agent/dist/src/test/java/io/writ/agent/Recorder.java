package io.writ.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers {@code third} to whoever asks, and notes what it got under our names, and credentials.
 */
final class Recorder implements AutoCloseable {
  private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

  private final HttpServer server;
  private final List<List<String>> seen = new CopyOnWriteArrayList<>();

  Recorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::record);
    server.start();
  }

  private void record(HttpExchange exchange) throws IOException {
    List<String> ours = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String header = name.toLowerCase(Locale.ROOT);
              if (header.startsWith("writ-") || CREDENTIALS.contains(header)) {
                ours.addAll(values);
              }
            });
    seen.add(ours);
    exchange.sendResponseHeaders(200, 5);
    exchange.getResponseBody().write(new byte[] {'t', 'h', 'i', 'r', 'd'});
    exchange.close();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Of each request what came under our names, in the order of their coming. */
  List<List<String>> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
