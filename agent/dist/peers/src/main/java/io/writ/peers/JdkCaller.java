package io.writ.peers;

import io.writ.adapters.http.CarryingClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** By {@code java.net.http}. */
record JdkCaller(HttpClient client) implements HttpCaller {
  static JdkCaller make() {
    return new JdkCaller(new CarryingClient(HttpClient.newBuilder(), Redirect.NORMAL));
  }

  @Override
  public String get(String url, boolean isForged) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (isForged) {
      request.header("writ-ARTIFACT", "forged").header("Writ-Execution", "forged");
      request.header("Authorization", "secret").header("Cookie", "secret");
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
