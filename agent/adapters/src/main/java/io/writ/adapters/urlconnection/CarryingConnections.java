package io.writ.adapters.urlconnection;

import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Writ;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * Puts into a request of {@code HttpURLConnection} what may leave for its origin.
 *
 * <p>The connection does not follow redirects then: the JDK sends the headers that an application
 * sets on to whatever origin it is told. Open another connection for the one that {@code Location}
 * names, and carry anew. What the JDK itself sends a second time, after a challenge for credentials
 * or on another connection when one broke, is refused as a second use.
 */
public final class CarryingConnections {
  private CarryingConnections() {}

  /**
   * To be called last before the connection is used, with its method set.
   *
   * @throws IllegalStateException when the connection is connected already, or the application has
   *     set one of our headers: {@code HttpURLConnection} cannot take one away, null leaves an
   *     empty one
   */
  public static void carry(HttpURLConnection connection) {
    for (String name : connection.getRequestProperties().keySet()) {
      if (HttpCarrying.isOurs(name)) {
        throw new IllegalStateException(
            "the connection has a header ["
                + name
                + "] already, which only carry(…) may set; open another one without it");
      }
    }
    connection.setInstanceFollowRedirects(false);
    URL url = connection.getURL();
    String to = HttpCarrying.destination(url.getProtocol(), url.getHost(), url.getPort());
    Writ.depart(to, HttpCarrying.message(method(connection), url.getPath()))
        .ifPresent(value -> connection.setRequestProperty(HttpCarrying.ARTIFACT, value));
  }

  /** The JDK makes a GET that has a body a POST. */
  private static String method(HttpURLConnection connection) {
    String method = connection.getRequestMethod();
    return connection.getDoOutput() && method.equals("GET") ? "POST" : method;
  }
}
