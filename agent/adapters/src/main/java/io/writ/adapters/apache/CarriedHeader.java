package io.writ.adapters.apache;

import io.writ.adapters.http.HttpCarrying;
import java.util.Optional;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The header that the adapter has put into a request. A type of its own, because interceptors of
 * the application run between that and the sending.
 */
final class CarriedHeader extends BasicHeader {
  private static final long serialVersionUID = 1L;

  private CarriedHeader(String artifact) {
    super(HttpCarrying.ARTIFACT, artifact, true);
  }

  /** Takes away what is there under our names, and puts what may leave. */
  static void put(HttpRequest request, Optional<String> artifact) {
    strip(request);
    artifact.ifPresent(value -> request.addHeader(new CarriedHeader(value)));
  }

  /** Takes away what is there under our names, but for what was put. */
  static void keepOnly(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
    Header carried = null;
    for (Header header : request.getHeaders(HttpCarrying.ARTIFACT)) {
      if (header instanceof CarriedHeader) {
        carried = header;
      }
    }
    strip(request);
    if (carried != null) {
      request.addHeader(carried);
    }
  }

  private static void strip(HttpRequest request) {
    request.removeHeaders(HttpCarrying.ARTIFACT);
    request.removeHeaders(HttpCarrying.EXECUTION);
  }
}
