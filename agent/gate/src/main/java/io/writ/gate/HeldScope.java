package io.writ.gate;

import io.writ.api.Scope;

/**
 * The side of a binding that the application holds. The agent's own object would lead, by its
 * class, to the agent's loader and to every class behind it.
 */
final class HeldScope implements Scope {
  private final Scope scope;

  HeldScope(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void close() {
    scope.close();
  }
}
