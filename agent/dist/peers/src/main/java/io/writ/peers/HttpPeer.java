package io.writ.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.writ.adapters.http.CarryingClient;
import io.writ.adapters.httpserver.CarryingFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** HTTP by the JDK's own server and client. */
final class HttpPeer {
  private final HttpClient client = new CarryingClient(HttpClient.newBuilder(), Redirect.NORMAL);
  private final HttpServer server;

  HttpPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", HttpPeer::serve).getFilters().add(new CarryingFilter());
    // Without the filter: has what the thread has.
    server.createContext("/bare", HttpPeer::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void stop() {
    server.stop(0);
  }

  /** {@code /to?URL} sends on; {@code /leak} pays and forgets a scope; everything else pays. */
  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/to")) {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getRawQuery());
        exchange.sendResponseHeaders(307, -1);
        return;
      }
      boolean isLeak = exchange.getRequestURI().getPath().equals("/leak");
      String answer = isLeak ? Till.answerAndLeak() : Till.answer();
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String get(String url) throws IOException, InterruptedException {
    return shown(client.send(request(url).build(), BodyHandlers.ofString()));
  }

  String getAsync(String url) {
    return shown(client.sendAsync(request(url).build(), BodyHandlers.ofString()).join());
  }

  /** With headers of the application's own making under the names of the adapter. */
  String forge(String url) throws IOException, InterruptedException {
    HttpRequest request =
        request(url).header("writ-ARTIFACT", "forged").header("Writ-Execution", "forged").build();
    return shown(client.send(request, BodyHandlers.ofString()));
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static String shown(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }
}
