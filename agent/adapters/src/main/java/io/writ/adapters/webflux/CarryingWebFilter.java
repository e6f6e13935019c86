package io.writ.adapters.webflux;

import io.writ.adapters.http.HttpCarrying;
import io.writ.adapters.micrometer.HandoffAccessor;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * refused. Needs Reactor's automatic context propagation ({@code
 * spring.reactor.context-propagation=auto}), which takes it from there to whatever thread the
 * request is worked on.
 */
public final class CarryingWebFilter implements WebFilter {
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
    return chain
        .filter(exchange)
        .contextWrite(context -> context.put(HandoffAccessor.KEY, brought));
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
