package io.writ.enforce;

import io.writ.api.BoundArtifact;
import io.writ.core.artifact.VerifiedArtifact;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the application may see of its artifact. */
record BoundView(VerifiedArtifact artifact) implements BoundArtifact {
  @Override
  public String id() {
    return artifact.id();
  }

  @Override
  public @Nullable String subject() {
    return artifact.subject();
  }

  @Override
  public Instant expiresAt() {
    return artifact.expiresAt();
  }

  @Override
  public Set<String> actions() {
    return Set.copyOf(artifact.tools().keySet());
  }

  /** The id only: the links inside would be a token in a log file. */
  @Override
  public String toString() {
    return "artifact [" + artifact.id() + "]";
  }
}
