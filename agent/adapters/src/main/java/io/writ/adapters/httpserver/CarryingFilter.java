package io.writ.adapters.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Binds what a request brought, or nothing, while it is handled; 403 for what is refused. A scope
 * that a handler leaves open ends with the request, and is told on stderr.
 */
public final class CarryingFilter extends Filter {
  private static final int FORBIDDEN = 403;

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    List<String> artifacts = exchange.getRequestHeaders().get(HttpCarrying.ARTIFACT);
    String message =
        HttpCarrying.message(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
    Scope request;
    try {
      request = Writ.arrive(artifacts == null ? List.of() : artifacts, message);
    } catch (WritDenied denied) {
      refuse(exchange, denied);
      return;
    }
    try (request) {
      HttpCarrying.handle(Writ.capture(), () -> chain.doFilter(exchange));
    }
  }

  /** The reason alone: the sentence with it names this runtime and its policy. */
  private static void refuse(HttpExchange exchange, WritDenied denied) throws IOException {
    byte[] body = denied.reason().name().getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(FORBIDDEN, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public String description() {
    return "binds the artifact of each request";
  }
}
