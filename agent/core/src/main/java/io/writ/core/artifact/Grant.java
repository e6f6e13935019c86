package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a scope says about one action: a constraint per named argument. No constraints at all means
 * any arguments.
 *
 * @param constraints by argument name, in the order of the link
 */
public record Grant(Map<String, Constraint> constraints) {
  /** Any arguments. */
  public static final Grant ANY = new Grant(Map.of());

  public Grant {
    constraints = Collections.unmodifiableMap(new LinkedHashMap<>(constraints));
  }

  /** Whether any arguments are granted. */
  public boolean isOpen() {
    return constraints.isEmpty();
  }
}
