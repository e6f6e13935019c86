package io.writ.peers;

import io.writ.adapters.okhttp.CarryingCalls;
import io.writ.api.Scope;
import io.writ.api.Writ;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * By OkHttp's dispatcher, one call at a time: each is started from the thread of the one before.
 */
final class OkHttpAsyncCaller implements HttpCaller {
  private static final OkHttpClient CLIENT = OkHttpCaller.forging();
  private static final CarryingCalls CALLS = new CarryingCalls(CLIENT);

  OkHttpAsyncCaller() {
    CLIENT.dispatcher().setMaxRequests(1);
  }

  @Override
  public String get(String url, boolean isForged) throws Exception {
    return enqueued(CALLS.newCall(OkHttpCaller.request(url, isForged))).get(30, TimeUnit.SECONDS);
  }

  /** Calls of what is bound, of nobody, of what is bound, and a clone of the first. */
  static String owners(String url) throws Exception {
    Call mine = CALLS.newCall(OkHttpCaller.request(url, false));
    CompletableFuture<String> first = enqueued(mine);
    CompletableFuture<String> nobodys;
    try (Scope nothing = Writ.unbound()) {
      nobodys = enqueued(CALLS.newCall(OkHttpCaller.request(url, false)));
    }
    CompletableFuture<String> second = enqueued(CALLS.newCall(OkHttpCaller.request(url, false)));
    CompletableFuture<String> copied = enqueued(mine.clone());
    StringBuilder answers = new StringBuilder();
    for (CompletableFuture<String> answer : List.of(first, nobodys, second, copied)) {
      answers.append(answer.get(30, TimeUnit.SECONDS)).append(", ");
    }
    return answers.substring(0, answers.length() - 2);
  }

  private static CompletableFuture<String> enqueued(Call call) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call answered, Response response) throws IOException {
            answer.complete(OkHttpCaller.shown(response));
          }
        });
    return answer;
  }
}
