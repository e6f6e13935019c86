package io.writ.peers;

import io.writ.adapters.urlconnection.CarryingConnections;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** By {@code HttpURLConnection}. */
final class UrlCaller implements HttpCaller {
  @Override
  public String get(String url, boolean isForged) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (isForged) {
      connection.addRequestProperty("writ-ARTIFACT", "forged");
    }
    CarryingConnections.carry(connection);
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    try (stream) {
      return status + " " + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
