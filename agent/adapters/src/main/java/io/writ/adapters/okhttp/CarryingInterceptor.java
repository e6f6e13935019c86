package io.writ.adapters.okhttp;

import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Handoff;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts into each request what may leave for its origin. Add it as a <em>network</em> interceptor,
 * last: {@code builder.addNetworkInterceptor(new CarryingInterceptor())}. Those see every request
 * that goes out, redirected ones too, each for its own origin.
 *
 * <p>OkHttp starts a call that waits from the thread of whichever other call ended, so that what is
 * bound there is somebody else's. Make calls by {@link CarryingCalls}, which notes whose they are.
 */
public final class CarryingInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder carrying = request.newBuilder();
    for (String name : request.headers().names()) {
      if (HttpCarrying.isOurs(name)) {
        carrying.removeHeader(name);
      }
    }
    Handoff maker = request.tag(Handoff.class);
    if (maker != null) {
      Optional<String> artifact =
          maker.get(() -> HttpCarrying.depart(request.url().uri(), request.method()));
      artifact.ifPresent(value -> carrying.header(HttpCarrying.ARTIFACT, value));
    }
    return chain.proceed(carrying.build());
  }
}
