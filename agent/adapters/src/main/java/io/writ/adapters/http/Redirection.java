package io.writ.adapters.http;

import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The request to make instead of one that was sent on, as the JDK's client would make it. */
final class Redirection {
  private Redirection() {}

  static Optional<HttpRequest> of(HttpRequest request, HttpResponse<?> response, Redirect policy) {
    if (policy == Redirect.NEVER || !isRedirect(response.statusCode())) {
      return Optional.empty();
    }
    Optional<String> location = response.headers().firstValue("Location");
    if (location.isEmpty()) {
      return Optional.empty();
    }
    URI target = request.uri().resolve(URI.create(location.get()));
    boolean isWeaker =
        "https".equalsIgnoreCase(request.uri().getScheme())
            && !"https".equalsIgnoreCase(target.getScheme());
    boolean isHttp =
        "https".equalsIgnoreCase(target.getScheme()) || "http".equalsIgnoreCase(target.getScheme());
    if (!isHttp || (isWeaker && policy != Redirect.ALWAYS)) {
      return Optional.empty();
    }
    HttpRequest.Builder next = HttpRequest.newBuilder(request, (name, value) -> true).uri(target);
    int status = response.statusCode();
    boolean becomesGet =
        status == 303 || ((status == 301 || status == 302) && request.method().equals("POST"));
    if (becomesGet) {
      next.method("GET", BodyPublishers.noBody());
    }
    return Optional.of(next.build());
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }
}
