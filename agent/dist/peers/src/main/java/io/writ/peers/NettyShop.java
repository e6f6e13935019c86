package io.writ.peers;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Pays, and answers in the order of the requests: at {@code /later} on a thread of a pool, when
 * {@code /now} was asked for; at {@code /quiet} without a flush, and what its listener could pay
 * says {@code /heard}. {@code /to?URL} sends on; {@code /known} tells the credentials; {@code
 * /leak} forgets a scope.
 */
final class NettyShop extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final ExecutorService POOL =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "shop");
            thread.setDaemon(true);
            return thread;
          });
  private static final CountDownLatch NOW = new CountDownLatch(1);
  private static volatile String heard = "nothing";

  private CompletableFuture<?> answered = CompletableFuture.completedFuture("");

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    switch (path) {
      case "/to" -> answer(context, redirect(uri.substring(query + 1)));
      case "/later" -> later(context);
      case "/now" -> {
        NOW.countDown();
        answer(context, response("now"));
      }
      case "/quiet" ->
          context.write(response(Till.answer())).addListener(written -> heard = Till.answer());
      case "/heard" -> answer(context, response(heard));
      case "/known" ->
          answer(context, response(request.headers().get(HttpHeaderNames.AUTHORIZATION, "nobody")));
      case "/leak" -> answer(context, response(Till.answerAndLeak()));
      default -> answer(context, response(Till.answer()));
    }
  }

  private void later(ChannelHandlerContext context) {
    CompletableFuture<FullHttpResponse> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return response(NOW.await(30, TimeUnit.SECONDS) ? Till.answer() : "too late");
              } catch (InterruptedException e) {
                return response("interrupted");
              }
            },
            POOL);
    answered =
        answered.thenAcceptBoth(
            answer,
            (before, mine) -> {
              ChannelFuture unused = context.writeAndFlush(mine);
            });
  }

  private void answer(ChannelHandlerContext context, FullHttpResponse response) {
    answered =
        answered.thenRun(
            () -> {
              ChannelFuture unused = context.writeAndFlush(response);
            });
  }

  private static FullHttpResponse redirect(String to) {
    FullHttpResponse response = response("");
    response.setStatus(HttpResponseStatus.TEMPORARY_REDIRECT);
    response.headers().set(HttpHeaderNames.LOCATION, to);
    return response;
  }

  private static FullHttpResponse response(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return response;
  }
}
