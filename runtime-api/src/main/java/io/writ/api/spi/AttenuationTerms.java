package io.writ.api.spi;

import io.writ.api.Constraint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an {@link io.writ.api.Attenuation} has collected. Null leaves what the parent has. */
public final class AttenuationTerms {
  /** The parent. */
  public final String artifact;

  /** The actions to keep, with the constraints to narrow by argument; empty keeps all. */
  public final Map<String, Map<String, Constraint>> actions = new LinkedHashMap<>();

  /** Conditions to add or to narrow. */
  public final Map<String, Constraint> environment = new LinkedHashMap<>();

  /** From now. */
  public @Nullable Duration lifetime;

  /** {@code nbf}. */
  public @Nullable Instant notBefore;

  /** {@code aud}. */
  public @Nullable List<String> audience;

  /** {@code may_act.sub}. */
  public @Nullable String runtime;

  /** {@code del_max_depth}. */
  public @Nullable Integer maxDepth;

  /** A public JWK. */
  public @Nullable String holder;

  /** Terms that change nothing yet. */
  public AttenuationTerms(String artifact) {
    this.artifact = artifact;
  }

  /** Keeps an action. */
  public void allow(String action) {
    if (!actions.containsKey(action)) {
      actions.put(action, new LinkedHashMap<>());
    }
  }

  /** Keeps an action and narrows an argument. */
  public void allow(String action, String argument, Constraint constraint) {
    allow(action);
    Map<String, Constraint> constraints = actions.get(action);
    if (constraints != null) {
      constraints.put(argument, constraint);
    }
  }
}
