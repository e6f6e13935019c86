package io.writ.core.policy.diff;

import io.writ.core.constraint.Constraint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two policies.
 *
 * @param kind what it is
 * @param section of the document
 * @param rule a rule's id, an authority's key id or a mapping's key; empty for the whole section
 * @param actions the action or prefix that it is about; empty when it is about none
 * @param where the part of the rule that it is about; empty for any arguments
 * @param note what else is to be said, or null
 * @param witness a call that shows it, or null when none was found
 */
public record Change(
    Kind kind,
    String section,
    String rule,
    String actions,
    Map<String, Constraint> where,
    @Nullable String note,
    @Nullable Witness witness) {

  /** Which way. */
  public enum Kind {
    /** Something is allowed that was not. */
    WIDER,
    /** Something may be allowed that was not; that it is not could not be shown. */
    MAYBE_WIDER,
    /** Something may be denied that was not. */
    NARROWER,
    /** Nothing is allowed or denied by it. */
    NOTE
  }

  static Change of(Kind kind, Widening widening, @Nullable Witness witness) {
    return new Change(
        kind,
        widening.section(),
        widening.rule(),
        widening.actions(),
        widening.where(),
        widening.note(),
        witness);
  }

  static Change of(Kind kind, String section, String rule, String note) {
    return new Change(kind, section, rule, "", Map.of(), note, null);
  }
}
