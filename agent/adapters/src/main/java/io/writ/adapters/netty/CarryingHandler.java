package io.writ.adapters.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Binds what a request brought, or nothing, while its parts go up the pipeline; 403 for what is
 * refused, behind the answers that are still due, and the connection ends. Put it right behind the
 * codec of the server, one for each channel:
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec(), new CarryingHandler(), new HttpObjectAggregator(MAX), shop);
 * }</pre>
 *
 * <p>Requests of one connection, pipelined ones too, have each their own artifact or none. Handlers
 * that hand a request to a pool of the JDK's are followed there. An event loop is nobody's: what a
 * handler gives to it, or to a handler in another {@code EventExecutorGroup}, runs with nothing
 * bound; add this handler with that group, too, or wrap the task with {@link Writ#wrap(Runnable)}.
 * Listeners of futures run with nothing bound, unless the future was complete before.
 */
public final class CarryingHandler extends ChannelDuplexHandler {
  private final Handoff nobody;
  private final Refusal refusal = new Refusal();
  private @Nullable Handoff request;

  /** For one channel. */
  public CarryingHandler() {
    try (Scope nothing = Writ.unbound()) {
      nobody = Writ.capture();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (part instanceof HttpRequest head && !refusal.isDecided()) {
      arrive(context, head);
    }
    if (refusal.isDecided()) {
      ReferenceCountUtil.release(part);
      return;
    }
    // What belongs to no request, such as frames after an upgrade, is nobody's.
    Handoff owner = request == null ? nobody : request;
    if (part instanceof LastHttpContent) {
      request = null;
    }
    owner.run(() -> context.fireChannelRead(part));
  }

  private void arrive(ChannelHandlerContext context, HttpRequest head) {
    request = null;
    String message = HttpCarrying.message(head.method().name(), rawPath(head.uri()));
    try (Scope scope = Writ.arrive(head.headers().getAll(HttpCarrying.ARTIFACT), message)) {
      request = Writ.capture();
      refusal.expectAnswer();
    } catch (WritDenied denied) {
      refusal.decide(context, denied.reason());
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
    ChannelFuture unused = context.write(part, promise);
    refusal.answered(context, part);
  }

  // Ends the writes of earlier requests, too, whose listeners must not have what this one brought.
  @Override
  public void flush(ChannelHandlerContext context) {
    nobody.run(context::flush);
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    nobody.run(
        () -> {
          ChannelFuture unused = context.close(promise);
        });
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
}
