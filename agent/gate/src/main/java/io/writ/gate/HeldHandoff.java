package io.writ.gate;

import io.writ.api.Handoff;
import io.writ.api.Scope;

/** The side of a captured binding that the application holds; see {@link HeldScope}. */
final class HeldHandoff implements Handoff {
  private final Handoff handoff;

  HeldHandoff(Handoff handoff) {
    this.handoff = handoff;
  }

  @Override
  public Scope open() {
    return new HeldScope(handoff.open());
  }

  @Override
  public boolean isBound() {
    return handoff.isBound();
  }
}
