package io.writ.adapters.okhttp;

import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Handoff;
import io.writ.api.Writ;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Puts into each request that goes out what may leave for its origin, and only that. */
final class CarryingInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder carrying =
        request
            .newBuilder()
            .removeHeader(HttpCarrying.ARTIFACT)
            .removeHeader(HttpCarrying.EXECUTION);
    Maker maker = request.tag(Maker.class);
    @Nullable Handoff submitter = maker == null ? null : maker.of(chain.call());
    if (submitter != null) {
      submitter
          .get(() -> depart(request))
          .ifPresent(artifact -> carrying.header(HttpCarrying.ARTIFACT, artifact));
    }
    return chain.proceed(carrying.build());
  }

  private static Optional<String> depart(Request request) {
    HttpUrl url = request.url();
    return Writ.depart(
        HttpCarrying.destination(url.scheme(), url.host(), url.port()),
        HttpCarrying.message(request.method(), url.encodedPath()));
  }
}
