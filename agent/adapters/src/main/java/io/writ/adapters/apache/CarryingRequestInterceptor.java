package io.writ.adapters.apache;

import io.writ.adapters.http.HttpCarrying;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts into each request what may leave for its origin. Add it last: {@code
 * HttpClients.custom().addRequestInterceptorLast(new CarryingRequestInterceptor())}.
 *
 * <p>The client asks it for every request that goes out, redirected ones too, each for its own
 * origin.
 */
public final class CarryingRequestInterceptor implements HttpRequestInterceptor {
  @Override
  public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context)
      throws HttpException {
    for (Header header : request.getHeaders()) {
      if (HttpCarrying.isOurs(header.getName())) {
        request.removeHeaders(header.getName());
      }
    }
    URI uri;
    try {
      uri = request.getUri();
    } catch (URISyntaxException e) {
      throw new ProtocolException("the request has no valid URI: " + e.getMessage(), e);
    }
    HttpCarrying.depart(uri, request.getMethod())
        .ifPresent(artifact -> request.setHeader(HttpCarrying.ARTIFACT, artifact));
  }
}
