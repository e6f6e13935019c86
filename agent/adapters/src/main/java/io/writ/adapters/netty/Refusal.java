package io.writ.adapters.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.writ.api.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a channel's last request. It waits for the answers to the requests before, so that
 * no client takes it for one of those. Confined to the channel's executor.
 */
final class Refusal {
  private int dueAnswers;
  private @Nullable Reason reason;

  /** Whether nothing may come in any more. */
  boolean isDecided() {
    return reason != null;
  }

  /** A request went in. */
  void expectAnswer() {
    dueAnswers++;
  }

  /** Something went out, perhaps the end of an answer. */
  void answered(ChannelHandlerContext context, Object part) {
    if (part instanceof LastHttpContent && !isInformational(part)) {
      dueAnswers--;
      sendWhenDue(context);
    }
  }

  void decide(ChannelHandlerContext context, Reason why) {
    reason = why;
    sendWhenDue(context);
  }

  private static boolean isInformational(Object part) {
    return part instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && !head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  private void sendWhenDue(ChannelHandlerContext context) {
    if (reason != null && dueAnswers <= 0) {
      context.writeAndFlush(response(reason)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The reason alone: the sentence with it names this runtime and its policy. */
  private static FullHttpResponse response(Reason reason) {
    byte[] body = reason.name().getBytes(StandardCharsets.US_ASCII);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
