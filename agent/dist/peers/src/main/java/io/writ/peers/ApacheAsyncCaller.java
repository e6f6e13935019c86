package io.writ.peers;

import io.writ.adapters.apache.CarryingClients;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/** By Apache's asynchronous HttpClient, with an interceptor that sets what none may. */
final class ApacheAsyncCaller implements HttpCaller {
  private final CloseableHttpAsyncClient client =
      CarryingClients.carry(
              HttpAsyncClients.custom()
                  .addRequestInterceptorLast(
                      (request, body, context) -> request.addHeader("WRIT-artifact", "forged")))
          .build();

  ApacheAsyncCaller() {
    client.start();
  }

  @Override
  public String get(String url, boolean isForged) throws Exception {
    SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
    if (isForged) {
      ApacheCaller.forge(request);
    }
    return shown(client.execute(request, null).get(30, TimeUnit.SECONDS));
  }

  @Override
  public String disguise(String url, String authority) throws Exception {
    SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
    request.setAuthority(URIAuthority.create(authority));
    return shown(
        client
            .execute(
                HttpHost.create(URI.create(url)),
                SimpleRequestProducer.create(request),
                SimpleResponseConsumer.create(),
                null,
                null,
                null)
            .get(30, TimeUnit.SECONDS));
  }

  private static String shown(SimpleHttpResponse response) {
    return response.getCode() + " " + response.getBodyText();
  }
}
