package io.writ.api.spi;

import io.writ.api.BoundArtifact;
import io.writ.api.Scope;
import org.jspecify.annotations.Nullable;

/** What stands behind {@link io.writ.api.Writ}: the agent's gate, or the agentless stand-in. */
public interface WritRuntime {

  /** See {@link io.writ.api.Writ#bind(String)}. */
  Scope bind(String artifact);

  /** See {@link io.writ.api.Writ#unbound()}. */
  Scope unbound();

  /** See {@link io.writ.api.Writ#current()}. */
  @Nullable BoundArtifact current();

  /** True when calls are checked: false only for the agentless stand-in. */
  boolean isActive();
}
