package io.writ.adapters.okhttp;

import io.writ.api.Handoff;
import io.writ.api.Writ;
import okhttp3.Call;
import okhttp3.Request;

/**
 * Makes calls that belong to what is bound where they are made: {@code new
 * CarryingCalls(client).newCall(request)}. For {@code Call.enqueue}, wrap the callback, too.
 */
public final class CarryingCalls implements Call.Factory {
  private final Call.Factory calls;

  /**
   * By a client.
   *
   * @param calls a client with {@link CarryingInterceptor}
   */
  public CarryingCalls(Call.Factory calls) {
    this.calls = calls;
  }

  @Override
  public Call newCall(Request request) {
    return calls.newCall(request.newBuilder().tag(Handoff.class, Writ.capture()).build());
  }
}
