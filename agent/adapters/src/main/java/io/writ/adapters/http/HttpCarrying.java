package io.writ.adapters.http;

import io.writ.api.Handoff;
import io.writ.api.Writ;
import java.io.IOException;
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

  /** Handles a request. */
  @FunctionalInterface
  public interface Handling<E extends Exception> {
    /** Runs once. */
    void run() throws IOException, E;
  }

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
    return scheme == null || host == null
        ? Optional.empty()
        : Optional.of(destination(scheme, host, uri.getPort()));
  }

  /**
   * As a policy spells it.
   *
   * @param host an IPv6 address with its brackets or without
   * @param port negative for the scheme's own
   */
  public static String destination(String scheme, String host, int port) {
    String protocol = scheme.toLowerCase(Locale.ROOT);
    String name = host.toLowerCase(Locale.ROOT);
    String spelt = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    int own = protocol.equals("https") ? 443 : 80;
    return protocol + "://" + spelt + ":" + (port >= 0 ? port : own);
  }

  /** What is to be sent with a request, under {@link #ARTIFACT}. */
  public static Optional<String> depart(URI uri, String method) {
    String rawPath = uri.getRawPath();
    return destination(uri)
        .flatMap(to -> Writ.depart(to, message(method, rawPath == null ? "" : rawPath)));
  }

  /**
   * Handles a request under what it brought. Whatever scope the handling opens and leaves open ends
   * here, is told on stderr, and reaches nobody else.
   *
   * @throws E what the handling throws
   */
  // The handling throws no other checked exception.
  @SuppressWarnings("unchecked")
  public static <E extends Exception> void handle(Handoff brought, Handling<E> handling)
      throws IOException, E {
    try {
      brought.call(
          () -> {
            handling.run();
            return true;
          });
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw (E) e;
    }
  }
}
