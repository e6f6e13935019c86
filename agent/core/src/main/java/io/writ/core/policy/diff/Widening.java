package io.writ.core.policy.diff;

import io.writ.core.constraint.Constraint;
import io.writ.core.policy.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that the newer policy may allow and the older one may not.
 *
 * @param section where the rule stands, {@code deny} in the older policy, else in the newer one
 * @param rule its id, or an authority's key id
 * @param actions the action, or a prefix
 * @param where what of the rule; empty for any arguments
 * @param note what else is to be said, or null
 * @param set for the search of a call, null when a call alone would not show it
 */
record Widening(
    String section,
    String rule,
    String actions,
    Map<String, Constraint> where,
    @Nullable String note,
    @Nullable ActionSet set) {

  static Widening of(String section, Rule piece, ActionSet set) {
    return new Widening(section, piece.id(), set.pattern().text(), piece.where(), null, set);
  }
}
