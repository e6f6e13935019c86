package io.writ.gate;

import io.writ.api.BoundArtifact;
import io.writ.api.Handoff;
import io.writ.api.HolderKey;
import io.writ.api.Scope;
import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@link io.writ.api.Writ} in a governed JVM. Found by name. No object of the
 * agent's loader passes through it to the application.
 */
public final class GateRuntime implements WritRuntime {

  @Override
  public Scope bind(String artifact) {
    return new HeldScope(runtime().bind(artifact));
  }

  @Override
  public Scope unbound() {
    return new HeldScope(runtime().unbound());
  }

  @Override
  public Handoff capture() {
    return new HeldHandoff(runtime().capture());
  }

  @Override
  public Scope dependOn(Collection<Handoff> handoffs) {
    return new HeldScope(runtime().dependOn(HeldHandoff.own(handoffs)));
  }

  @Override
  public @Nullable BoundArtifact current() {
    BoundArtifact artifact = runtime().current();
    return artifact == null ? null : new HeldArtifact(artifact);
  }

  @Override
  public HolderKey newHolderKey() {
    return new HeldKey(runtime().newHolderKey());
  }

  @Override
  public HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
    return new HeldKey(runtime().readHolderKey(pem, passphrase));
  }

  @Override
  public String attenuate(AttenuationTerms terms, HolderKey key) {
    return runtime().attenuate(terms, HeldKey.own(key));
  }

  @Override
  public String prove(String artifact, HolderKey key, @Nullable String runtime) {
    return runtime().prove(artifact, HeldKey.own(key), runtime);
  }

  @Override
  public @Nullable String depart(String destination, String message) {
    return runtime().depart(destination, message);
  }

  @Override
  public Scope arrive(List<String> artifacts, String message, @Nullable String coordinates) {
    // A copy: the list is the application's, whose code must not run inside the check.
    return new HeldScope(runtime().arrive(List.copyOf(artifacts), message, coordinates));
  }

  @Override
  public boolean isActive() {
    return true;
  }

  private static WritRuntime runtime() {
    return Gate.decider().runtime();
  }
}
