package io.writ.api.spi;

import io.writ.api.BoundArtifact;
import io.writ.api.Handoff;
import io.writ.api.HolderKey;
import io.writ.api.Scope;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind {@link io.writ.api.Writ}: the agent's gate, or the agentless stand-in. */
public interface WritRuntime {

  /** See {@link io.writ.api.Writ#bind(String)}. */
  Scope bind(String artifact);

  /** See {@link io.writ.api.Writ#unbound()}. */
  Scope unbound();

  /** See {@link io.writ.api.Writ#capture()}. */
  Handoff capture();

  /** See {@link io.writ.api.Writ#dependOn}. */
  Scope dependOn(Collection<Handoff> handoffs);

  /** See {@link io.writ.api.Writ#current()}. */
  @Nullable BoundArtifact current();

  /** See {@link io.writ.api.Writ#newHolderKey()}. */
  HolderKey newHolderKey();

  /** See {@link io.writ.api.Writ#readHolderKey}. */
  HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase);

  /** See {@link io.writ.api.Attenuation#sign}. */
  String attenuate(AttenuationTerms terms, HolderKey key);

  /** See {@link io.writ.api.Writ#prove}; a null runtime is this one. */
  String prove(String artifact, HolderKey key, @Nullable String runtime);

  /** See {@link io.writ.api.Writ#depart}; null when nothing leaves. */
  @Nullable String depart(String destination, String message);

  /** See {@link io.writ.api.Writ#arrive}; null coordinates for a request. */
  Scope arrive(List<String> artifacts, String message, @Nullable String coordinates);

  /** True when calls are checked: false only for the agentless stand-in. */
  boolean isActive();
}
