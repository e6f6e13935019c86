package io.writ.adapters.apache;

import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Writ;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain.Scope;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Makes clients of Apache HttpClient that carry what may leave for the target of each exchange:
 * {@code CarryingClients.carry(HttpClients.custom()).build()}. Redirects, retries and answers to
 * challenges are exchanges of their own, each with a link of its own for its own target, whatever
 * authority the application writes into the request.
 *
 * <p>A call of the asynchronous client belongs to what is bound where it is executed, on whatever
 * thread of the client's its exchanges are made. Its callbacks have nothing bound: capture it and
 * run them under it.
 */
public final class CarryingClients {
  private static final String NAME = "writ-carrying";

  private CarryingClients() {}

  /**
   * Has the client carry.
   *
   * @param builder with everything else; a request interceptor that is added later could set our
   *     headers
   */
  public static HttpClientBuilder carry(HttpClientBuilder builder) {
    return builder
        .addExecInterceptorLast(
            NAME,
            (request, scope, chain) -> {
              CarriedHeader.put(request, depart(scope.route, request));
              return chain.proceed(request, scope);
            })
        .addRequestInterceptorLast(CarriedHeader::keepOnly);
  }

  /**
   * Has the client carry.
   *
   * @param builder with everything else; a request interceptor that is added later could set our
   *     headers
   */
  public static HttpAsyncClientBuilder carry(HttpAsyncClientBuilder builder) {
    return builder
        .addExecInterceptorFirst(
            NAME + "-caller",
            (request, body, scope, chain, callback) ->
                chain.proceed(request, body, called(scope), callback))
        .addExecInterceptorLast(
            NAME,
            (request, body, scope, chain, callback) -> {
              CarriedHeader.put(request, departed(scope, request));
              chain.proceed(request, body, scope, callback);
            })
        .addRequestInterceptorLast(CarriedHeader::keepOnly);
  }

  private static Scope called(Scope scope) {
    return new Scope(
        scope.exchangeId,
        scope.route,
        scope.originalRequest,
        new Caller(scope.cancellableDependency, Writ.capture()),
        scope.clientContext,
        scope.execRuntime,
        scope.scheduler,
        scope.execCount);
  }

  private static Optional<String> departed(Scope scope, HttpRequest request) {
    return scope.cancellableDependency instanceof Caller caller
        ? caller.handoff().get(() -> depart(scope.route, request))
        : Optional.empty();
  }

  /** For the target of the route: the request's own authority is what the application says. */
  private static Optional<String> depart(HttpRoute route, HttpRequest request) {
    HttpHost target = route.getTargetHost();
    String path = request.getPath();
    int query = path.indexOf('?');
    return Writ.depart(
        HttpCarrying.destination(target.getSchemeName(), target.getHostName(), target.getPort()),
        HttpCarrying.message(request.getMethod(), query < 0 ? path : path.substring(0, query)));
  }
}
