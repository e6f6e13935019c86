package io.writ.gate;

import io.writ.api.HolderKey;

/** The side of a holder's key that the application holds; see {@link HeldScope}. */
final class HeldKey implements HolderKey {
  private final HolderKey key;

  HeldKey(HolderKey key) {
    this.key = key;
  }

  /** The agent's own key; what an application implemented itself stays as it is. */
  static HolderKey own(HolderKey presented) {
    return presented instanceof HeldKey held ? held.key : presented;
  }

  @Override
  public String publicJwk() {
    return key.publicJwk();
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
