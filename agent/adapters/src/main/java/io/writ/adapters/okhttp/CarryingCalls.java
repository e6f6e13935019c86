package io.writ.adapters.okhttp;

import io.writ.api.Writ;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Makes calls of OkHttp that carry what may leave for the origin of each request: {@code new
 * CarryingCalls(client).newCall(request)}. Redirects, retries and answers to challenges get links
 * of their own, each for its own origin.
 *
 * <p>A call belongs to what is bound where it is made. OkHttp starts one that waits from the thread
 * of whichever other call ended, so that what is bound there is somebody else's. For the same
 * reason callbacks of {@code enqueue} have nothing bound: capture it and run them under it. A clone
 * of a call carries nothing, nor does a call that the client makes itself, a web socket's among
 * them.
 */
public final class CarryingCalls implements Call.Factory {
  private final OkHttpClient client;

  /**
   * Over a client, whose connections and dispatcher it shares. The client itself stays as it is.
   *
   * @param client with its network interceptors: those that are there see requests before they
   *     carry
   */
  public CarryingCalls(OkHttpClient client) {
    this.client = client.newBuilder().addNetworkInterceptor(new CarryingInterceptor()).build();
  }

  @Override
  public Call newCall(Request request) {
    Maker maker = new Maker(Writ.capture());
    Call call = client.newCall(request.newBuilder().tag(Maker.class, maker).build());
    maker.made(call);
    return call;
  }
}
