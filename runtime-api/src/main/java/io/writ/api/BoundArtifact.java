package io.writ.api;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A read-only view of the artifact that is bound to the current unit of work. */
public interface BoundArtifact {

  /** The leaf link's {@code jti}. */
  String id();

  /** The {@code sub} claim, or null when the artifact names no subject. It grants nothing. */
  @Nullable String subject();

  /** The instant from which on every call is denied with {@link Reason#EXPIRED}. */
  Instant expiresAt();

  /** The action ids in the leaf's scope, unmodifiable. */
  Set<String> actions();
}
