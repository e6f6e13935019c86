package io.writ.owners;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Stands between the server and the filter that binds, where nothing may be bound: neither when a
 * request begins, on an event loop that served others before, nor when its signals come back.
 */
@Component
class Front implements WebFilter, PriorityOrdered {
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().value();
    look(path, "begins");
    return chain
        .filter(exchange)
        .doOnSuccess(nothing -> look(path, "succeeds"))
        .doFinally(signal -> look(path, "ends"));
  }

  private static void look(String path, String what) {
    String bound = Effects.current();
    if (!bound.equals(Effects.NONE)) {
      Effects.complain(path + " " + what + " as " + bound);
    }
  }
}
