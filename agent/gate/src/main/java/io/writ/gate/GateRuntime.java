package io.writ.gate;

import io.writ.api.BoundArtifact;
import io.writ.api.HolderKey;
import io.writ.api.Scope;
import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import org.jspecify.annotations.Nullable;

/** What stands behind {@link io.writ.api.Writ} in a governed JVM. Found by name. */
public final class GateRuntime implements WritRuntime {

  @Override
  public Scope bind(String artifact) {
    return runtime().bind(artifact);
  }

  @Override
  public Scope unbound() {
    return runtime().unbound();
  }

  @Override
  public @Nullable BoundArtifact current() {
    return runtime().current();
  }

  @Override
  public HolderKey newHolderKey() {
    return runtime().newHolderKey();
  }

  @Override
  public HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
    return runtime().readHolderKey(pem, passphrase);
  }

  @Override
  public String attenuate(AttenuationTerms terms, HolderKey key) {
    return runtime().attenuate(terms, key);
  }

  @Override
  public String prove(String artifact, HolderKey key, @Nullable String runtime) {
    return runtime().prove(artifact, key, runtime);
  }

  @Override
  public boolean isActive() {
    return true;
  }

  private static WritRuntime runtime() {
    return Gate.decider().runtime();
  }
}
