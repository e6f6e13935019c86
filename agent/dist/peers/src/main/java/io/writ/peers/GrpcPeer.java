package io.writ.peers;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.writ.adapters.grpc.CarryingClientInterceptor;
import io.writ.adapters.grpc.CarryingServerInterceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One method over gRPC, from text to text. */
final class GrpcPeer {
  private static final MethodDescriptor<String, String> BUY =
      MethodDescriptor.newBuilder(new Text(), new Text())
          .setType(MethodType.UNARY)
          .setFullMethodName("shop.Stock/Buy")
          .build();

  private final Server server;

  GrpcPeer() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(
                ServerServiceDefinition.builder("shop.Stock")
                    .addMethod(
                        BUY,
                        ServerCalls.asyncUnaryCall(
                            (request, answers) -> {
                              answers.onNext(Till.answer());
                              answers.onCompleted();
                            }))
                    .build())
            .intercept(new CarryingServerInterceptor())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  void stop() {
    server.shutdownNow();
  }

  static String call(String authority) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(authority, InsecureChannelCredentials.create())
            .intercept(new CarryingClientInterceptor())
            .build();
    try {
      return ClientCalls.blockingUnaryCall(channel, BUY, CallOptions.DEFAULT, "one");
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() + " " + e.getStatus().getDescription();
    } finally {
      channel.shutdownNow();
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
