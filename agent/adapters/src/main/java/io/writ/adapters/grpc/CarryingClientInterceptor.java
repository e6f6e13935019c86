package io.writ.adapters.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.writ.api.Writ;

/**
 * An artifact with each call to a destination that policy lists as {@code grpc://host:port}, which
 * is what the channel's authority must spell. Put it last, so that no interceptor behind it sets
 * our headers.
 *
 * <p>What is bound where the call is started leaves; retries of the transport send the same again,
 * and the receiver refuses a second arrival.
 */
public final class CarryingClientInterceptor implements ClientInterceptor {

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        GrpcCarrying.strip(headers);
        Writ.depart(GrpcCarrying.destination(next.authority()), method.getFullMethodName())
            .ifPresent(artifact -> headers.put(GrpcCarrying.ARTIFACT, artifact));
        super.start(listener, headers);
      }
    };
  }
}
