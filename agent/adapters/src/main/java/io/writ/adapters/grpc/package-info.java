/** Artifacts through gRPC. */
@NullMarked
package io.writ.adapters.grpc;

import org.jspecify.annotations.NullMarked;
