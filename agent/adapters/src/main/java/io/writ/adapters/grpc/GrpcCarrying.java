package io.writ.adapters.grpc;

import io.grpc.Metadata;
import io.writ.adapters.http.HttpCarrying;
import java.util.Locale;

/** How an artifact travels with a call of gRPC. */
final class GrpcCarrying {
  static final Metadata.Key<String> ARTIFACT = key(HttpCarrying.ARTIFACT);

  private static final Metadata.Key<String> EXECUTION = key(HttpCarrying.EXECUTION);

  private GrpcCarrying() {}

  private static Metadata.Key<String> key(String header) {
    return Metadata.Key.of(header.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Takes away what nobody but an adapter may set. */
  static void strip(Metadata headers) {
    headers.discardAll(ARTIFACT);
    headers.discardAll(EXECUTION);
  }

  /** As a policy spells it. */
  static String destination(String authority) {
    return "grpc://" + authority.toLowerCase(Locale.ROOT);
  }
}
