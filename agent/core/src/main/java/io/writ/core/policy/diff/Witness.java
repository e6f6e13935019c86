package io.writ.core.policy.diff;

import java.util.List;
import java.util.StringJoiner;

/**
 * A call that one policy allows and the other denies.
 *
 * @param action its action
 * @param names of its arguments
 * @param values of its arguments
 * @param needsArtifact whether it takes an artifact that grants it, of an authority that may
 */
public record Witness(
    String action, List<String> names, List<Value> values, boolean needsArtifact) {
  /** Copies the lists. */
  public Witness {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  /** {@code action name=value …}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ");
    text.add(action);
    for (int i = 0; i < names.size(); i++) {
      text.add(names.get(i) + "=" + values.get(i));
    }
    return text + (needsArtifact ? " with an artifact that grants it" : "");
  }
}
