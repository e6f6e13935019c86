package io.writ.adapters.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Binds what a request brought, or nothing, while its parts go up the pipeline; 403 for what is
 * refused, and the connection ends. Put it behind the codec, one for each channel.
 *
 * <p>Handlers that hand a request to a pool of the JDK's are followed there; an event loop is
 * nobody's.
 */
public final class CarryingHandler extends ChannelInboundHandlerAdapter {
  private @Nullable Handoff request;
  private boolean isRefused;

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
    if (part instanceof HttpRequest head && !isRefused) {
      arrive(context, head);
    }
    Handoff brought = request;
    if (isRefused || brought == null) {
      ReferenceCountUtil.release(part);
      return;
    }
    if (part instanceof LastHttpContent) {
      request = null;
    }
    brought.run(() -> context.fireChannelRead(part));
  }

  private void arrive(ChannelHandlerContext context, HttpRequest head) {
    String message = HttpCarrying.message(head.method().name(), rawPath(head.uri()));
    try (Scope scope = Writ.arrive(head.headers().getAll(HttpCarrying.ARTIFACT), message)) {
      request = Writ.capture();
    } catch (WritDenied denied) {
      isRefused = true;
      refuse(context, denied);
    }
  }

  /** Without the query; of the absolute form, which proxies send, the path alone. */
  private static String rawPath(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (path.startsWith("/")) {
      return path;
    }
    try {
      String rawPath = URI.create(path).getRawPath();
      return rawPath == null ? "" : rawPath;
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /** The reason alone: the sentence with it names this runtime and its policy. */
  private static void refuse(ChannelHandlerContext context, WritDenied denied) {
    byte[] body = denied.reason().name().getBytes(StandardCharsets.US_ASCII);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
