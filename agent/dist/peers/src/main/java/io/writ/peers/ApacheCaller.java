package io.writ.peers;

import io.writ.adapters.apache.CarryingClients;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIAuthority;

/** By Apache HttpClient, with an interceptor that sets what none may. */
final class ApacheCaller implements HttpCaller {
  private final CloseableHttpClient client =
      CarryingClients.carry(
              HttpClients.custom()
                  .addRequestInterceptorLast(
                      (request, body, context) -> request.addHeader("WRIT-artifact", "forged")))
          .build();

  @Override
  public String get(String url, boolean isForged) throws Exception {
    ClassicHttpRequest request = ClassicRequestBuilder.get(url).build();
    if (isForged) {
      forge(request);
    }
    return client.execute(request, ApacheCaller::shown);
  }

  /** Under our names, as an application could. */
  static void forge(HttpMessage request) {
    request.addHeader("writ-ARTIFACT", "forged");
    request.addHeader("Writ-Artifact", "forged");
    request.addHeader("Writ-Execution", "forged");
  }

  @Override
  public String disguise(String url, String authority) throws Exception {
    ClassicHttpRequest request = ClassicRequestBuilder.get(url).build();
    request.setAuthority(URIAuthority.create(authority));
    return client.execute(HttpHost.create(URI.create(url)), request, ApacheCaller::shown);
  }

  private static String shown(ClassicHttpResponse response) throws IOException, HttpException {
    return response.getCode() + " " + EntityUtils.toString(response.getEntity());
  }
}
