package io.writ.core.policy;

import io.writ.core.constraint.Constraint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy section: it speaks of a call when an action pattern matches and every named
 * argument is admitted by its constraint.
 *
 * @param id the rule's key in its section
 * @param actions at least one
 * @param where constraints by argument name, in the order of the document; empty for any arguments
 * @param quorum in a ceiling: what an artifact must bring along to be covered by it; else null
 */
public record Rule(
    String id,
    List<ActionPattern> actions,
    Map<String, Constraint> where,
    @Nullable KeyQuorum quorum) {

  /** Copies what it is given. */
  public Rule {
    actions = List.copyOf(actions);
    where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
  }

  /** A rule without a quorum. */
  public Rule(String id, List<ActionPattern> actions, Map<String, Constraint> where) {
    this(id, actions, where, null);
  }

  /** Whether the rule speaks of the action; its arguments are another matter. */
  public boolean matchesAction(String action) {
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i).matches(action)) {
        return true;
      }
    }
    return false;
  }
}
