package io.writ.adapters.http;

import io.writ.api.Writ;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** How an artifact travels with a request of HTTP: under which name, for what, and where to. */
public final class HttpCarrying {
  /** The header with the artifact. */
  public static final String ARTIFACT = "Writ-Artifact";

  /** A name that is kept for lineage; nothing is read from it. */
  public static final String EXECUTION = "Writ-Execution";

  private HttpCarrying() {}

  /** Whether nobody but an adapter may set this header. */
  public static boolean isOurs(String header) {
    return header.equalsIgnoreCase(ARTIFACT) || header.equalsIgnoreCase(EXECUTION);
  }

  /**
   * What names a request on both sides.
   *
   * @param rawPath as it is sent, without the query
   */
  public static String message(String method, String rawPath) {
    return method + " " + (rawPath.isEmpty() ? "/" : rawPath);
  }

  /** As a policy spells it, or empty for a URI that has no host. */
  public static Optional<String> destination(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || host == null) {
      return Optional.empty();
    }
    String protocol = scheme.toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : protocol.equals("https") ? 443 : 80;
    return Optional.of(protocol + "://" + host.toLowerCase(Locale.ROOT) + ":" + port);
  }

  /** What is to be sent with a request, under {@link #ARTIFACT}. */
  public static Optional<String> depart(URI uri, String method) {
    String rawPath = uri.getRawPath();
    return destination(uri)
        .flatMap(to -> Writ.depart(to, message(method, rawPath == null ? "" : rawPath)));
  }
}
