package io.writ.peers;

import io.writ.adapters.okhttp.CarryingCalls;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** By OkHttp, with an interceptor that sets what none may. */
final class OkHttpCaller implements HttpCaller {
  private final CarryingCalls calls = new CarryingCalls(forging());

  static OkHttpClient forging() {
    return new OkHttpClient.Builder()
        .addNetworkInterceptor(
            chain ->
                chain.proceed(
                    chain.request().newBuilder().addHeader("WRIT-artifact", "forged").build()))
        .build();
  }

  static Request request(String url, boolean isForged) {
    Request.Builder request = new Request.Builder().url(url);
    if (isForged) {
      request.addHeader("writ-ARTIFACT", "forged").addHeader("Writ-Artifact", "forged");
      request.addHeader("Writ-Execution", "forged");
    }
    return request.build();
  }

  static String shown(Response response) throws IOException {
    try (response) {
      return response.code() + " " + response.body().string();
    }
  }

  @Override
  public String get(String url, boolean isForged) throws Exception {
    return shown(calls.newCall(request(url, isForged)).execute());
  }
}
