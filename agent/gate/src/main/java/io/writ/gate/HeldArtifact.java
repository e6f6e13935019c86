package io.writ.gate;

import io.writ.api.BoundArtifact;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the application sees of its artifact, copied; see {@link HeldScope}. */
final class HeldArtifact implements BoundArtifact {
  private final String id;
  private final @Nullable String subject;
  private final Instant expiresAt;
  private final Set<String> actions;
  private final String text;

  HeldArtifact(BoundArtifact artifact) {
    this.id = artifact.id();
    this.subject = artifact.subject();
    this.expiresAt = artifact.expiresAt();
    this.actions = Set.copyOf(artifact.actions());
    this.text = artifact.toString();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public @Nullable String subject() {
    return subject;
  }

  @Override
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public Set<String> actions() {
    return actions;
  }

  @Override
  public String toString() {
    return text;
  }
}
