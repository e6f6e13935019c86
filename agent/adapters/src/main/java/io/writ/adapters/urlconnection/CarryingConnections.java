package io.writ.adapters.urlconnection;

import io.writ.adapters.http.HttpCarrying;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Puts into a request of {@code HttpURLConnection} what may leave for its origin.
 *
 * <p>The connection does not follow redirects then: the JDK sends the headers that an application
 * sets on to whatever origin it is told. Open another connection for the one that {@code Location}
 * names, and carry anew.
 */
public final class CarryingConnections {
  private CarryingConnections() {}

  /**
   * To be called last before the connection is used.
   *
   * @throws IOException when the URL is no URI; nothing was sent
   * @throws IllegalStateException when the connection is connected already
   */
  public static void carry(HttpURLConnection connection) throws IOException {
    connection.setInstanceFollowRedirects(false);
    URI uri;
    try {
      uri = connection.getURL().toURI();
    } catch (URISyntaxException e) {
      throw new IOException("the URL cannot be carried to: " + e.getMessage(), e);
    }
    // A later value replaces an earlier one; there is no way to take one away.
    Optional<String> artifact = HttpCarrying.depart(uri, connection.getRequestMethod());
    connection.setRequestProperty(HttpCarrying.ARTIFACT, artifact.orElse(null));
    connection.setRequestProperty(HttpCarrying.EXECUTION, null);
  }
}
