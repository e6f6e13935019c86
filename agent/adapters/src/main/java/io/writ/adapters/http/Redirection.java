package io.writ.adapters.http;

import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The request to make instead of one that was sent on, as the JDK's client would make it, but for
 * credentials: those that the application set are for the origin that it named, and stay there (RFC
 * 9110, section 15.4).
 */
final class Redirection {
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private Redirection() {}

  /**
   * Where a response sends its request on.
   *
   * @throws ProtocolException when that is no URI, or one of HTTP without a host
   */
  static Optional<HttpRequest> of(HttpRequest request, HttpResponse<?> response, Redirect policy)
      throws ProtocolException {
    if (policy == Redirect.NEVER || !isRedirect(response.statusCode())) {
      return Optional.empty();
    }
    Optional<String> location = response.headers().firstValue("Location");
    if (location.isEmpty()) {
      return Optional.empty();
    }
    URI target = target(request.uri(), location.get());
    boolean isWeaker =
        "https".equalsIgnoreCase(request.uri().getScheme())
            && !"https".equalsIgnoreCase(target.getScheme());
    if (!isHttp(target) || (isWeaker && policy != Redirect.ALWAYS)) {
      return Optional.empty();
    }
    boolean isSameOrigin =
        HttpCarrying.destination(request.uri()).equals(HttpCarrying.destination(target));
    HttpRequest.Builder next =
        HttpRequest.newBuilder(request, (name, value) -> isSameOrigin || !isCredential(name))
            .uri(target);
    int status = response.statusCode();
    boolean becomesGet =
        status == 303 || ((status == 301 || status == 302) && request.method().equals("POST"));
    if (becomesGet) {
      next.method("GET", BodyPublishers.noBody());
    }
    return Optional.of(next.build());
  }

  private static URI target(URI from, String location) throws ProtocolException {
    URI target;
    try {
      target = from.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw nowhere(from, location);
    }
    if (target.getHost() == null && isHttp(target)) {
      throw nowhere(from, location);
    }
    return target;
  }

  private static ProtocolException nowhere(URI from, String location) {
    return new ProtocolException(
        "["
            + from
            + "] redirects to ["
            + location
            + "], which is no URI with a host; mend it there");
  }

  private static boolean isHttp(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isCredential(String header) {
    return CREDENTIALS.contains(header.toLowerCase(Locale.ROOT));
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }
}
