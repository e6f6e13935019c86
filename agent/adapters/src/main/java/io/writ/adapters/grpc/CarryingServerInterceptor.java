package io.writ.adapters.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds what a call brought, or nothing, while it is started and in each of its events, on whatever
 * thread they come; {@code PERMISSION_DENIED} for what is refused. Put it first.
 */
public final class CarryingServerInterceptor implements ServerInterceptor {

  @Override
  public <Q, R> Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    List<String> artifacts = new ArrayList<>();
    Iterable<String> sent = headers.getAll(GrpcCarrying.ARTIFACT);
    if (sent != null) {
      sent.forEach(artifacts::add);
    }
    GrpcCarrying.strip(headers);
    Scope arrival;
    try {
      arrival = Writ.arrive(artifacts, call.getMethodDescriptor().getFullMethodName());
    } catch (WritDenied denied) {
      // The reason alone: the sentence with it names this runtime and its policy.
      call.close(Status.PERMISSION_DENIED.withDescription(denied.reason().name()), new Metadata());
      return new Listener<>() {};
    }
    try (arrival) {
      Handoff brought = Writ.capture();
      return brought.get(() -> new CarryingListener<>(next.startCall(call, headers), brought));
    }
  }
}
