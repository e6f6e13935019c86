package io.writ.gate;

import io.writ.api.BoundArtifact;
import io.writ.api.Scope;
import io.writ.api.spi.WritRuntime;
import org.jspecify.annotations.Nullable;

/** What stands behind {@link io.writ.api.Writ} in a governed JVM. Found by name. */
public final class GateRuntime implements WritRuntime {

  @Override
  public Scope bind(String artifact) {
    return Gate.decider().bind(artifact);
  }

  @Override
  public Scope unbound() {
    return Gate.decider().unbound();
  }

  @Override
  public @Nullable BoundArtifact current() {
    return Gate.decider().current();
  }

  @Override
  public boolean isActive() {
    return true;
  }
}
