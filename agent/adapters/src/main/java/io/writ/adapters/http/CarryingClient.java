package io.writ.adapters.http;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client, with an artifact in each request to a destination that policy lists.
 *
 * <p>The client follows redirects itself, request by request. The JDK's own would send every header
 * on to whatever origin it is told, and the one who is listed would choose who gets the artifact.
 */
public final class CarryingClient extends HttpClient {
  /** As many as the JDK follows by default. */
  private static final int MAX_REDIRECTS = 5;

  private final HttpClient client;
  private final Redirect redirects;

  /**
   * Builds a client.
   *
   * @param builder with everything but redirects
   * @param redirects which to follow
   */
  public CarryingClient(Builder builder, Redirect redirects) {
    this.client = builder.followRedirects(Redirect.NEVER).build();
    this.redirects = redirects;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest next = request;
    HttpResponse<T> response = client.send(carrying(next), handler);
    for (int i = 0; i < MAX_REDIRECTS; i++) {
      Optional<HttpRequest> redirected = Redirection.of(next, response, redirects);
      if (redirected.isEmpty()) {
        break;
      }
      next = redirected.get();
      response = client.send(carrying(next), handler);
    }
    return response;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return sendAsync(request, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushed) {
    return sendAsync(request, handler, pushed, Writ.capture(), MAX_REDIRECTS);
  }

  private <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      BodyHandler<T> handler,
      @Nullable PushPromiseHandler<T> pushed,
      Handoff submitter,
      int left) {
    HttpRequest carrying;
    try (Scope scope = submitter.open()) {
      carrying = carrying(request);
    }
    return client
        .sendAsync(carrying, handler, pushed)
        .thenCompose(
            response -> {
              Optional<HttpRequest> next;
              try {
                next = left == 0 ? Optional.empty() : Redirection.of(request, response, redirects);
              } catch (ProtocolException e) {
                return CompletableFuture.failedFuture(e);
              }
              return next.isEmpty()
                  ? CompletableFuture.completedFuture(response)
                  : sendAsync(next.get(), handler, pushed, submitter, left - 1);
            });
  }

  /** Without what the application set under our names, and with what may leave for its origin. */
  private static HttpRequest carrying(HttpRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request, (name, value) -> !HttpCarrying.isOurs(name));
    HttpCarrying.depart(request.uri(), request.method())
        .ifPresent(artifact -> builder.setHeader(HttpCarrying.ARTIFACT, artifact));
    return builder.build();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return redirects;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
