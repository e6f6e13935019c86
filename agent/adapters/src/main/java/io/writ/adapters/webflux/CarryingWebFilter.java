package io.writ.adapters.webflux;

import io.writ.adapters.http.HttpCarrying;
import io.writ.adapters.reactor.Bindings;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Puts what a request brought, or nothing, into the context of its subscription; 403 for what is
 * refused. A bean of this type comes before all other filters.
 *
 * <p>Needs Reactor's automatic context propagation ({@code spring.reactor.context-propagation=auto}
 * and Micrometer's {@code context-propagation}), which takes it from there to whatever thread the
 * request is worked on; without, everything runs with nothing bound. Signals that leave the filter
 * towards the server have nothing bound.
 */
public final class CarryingWebFilter implements WebFilter, Ordered {
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    List<String> artifacts = request.getHeaders().getOrEmpty(HttpCarrying.ARTIFACT);
    String message =
        HttpCarrying.message(request.getMethod().name(), request.getURI().getRawPath());
    Handoff brought;
    try (Scope scope = Writ.arrive(artifacts, message)) {
      brought = Writ.capture();
    } catch (WritDenied denied) {
      return refuse(exchange.getResponse(), denied);
    }
    return chain.filter(exchange).contextWrite(Bindings.carrying(brought));
  }

  /** The reason alone: the sentence with it names this runtime and its policy. */
  private static Mono<Void> refuse(ServerHttpResponse response, WritDenied denied) {
    response.setStatusCode(HttpStatus.FORBIDDEN);
    response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
    byte[] reason = denied.reason().name().getBytes(StandardCharsets.US_ASCII);
    DataBuffer body = response.bufferFactory().wrap(reason);
    return response.writeWith(Mono.just(body));
  }
}
