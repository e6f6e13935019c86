package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;

/**
 * What an argument may be. The same vocabulary serves artifacts and policies, because an artifact's
 * grant must be comparable with its parent's and with the policy's ceiling. Which constraint covers
 * which is the table of {@link Subsumption}.
 */
public sealed interface Constraint
    permits Exact,
        OneOf,
        NotOneOf,
        Range,
        Contains,
        Subset,
        PathUnder,
        TextForm,
        All,
        Any,
        Wildcard {

  /**
   * Whether the constraint admits argument {@code index}. Never throws; false for a kind that it
   * cannot decide. A null reference and an opaque value are admitted by {@link Wildcard} only, or
   * through it. Allocates nothing for INTEGER, BOOLEAN, TEXT and PATH, but see {@link UrlUnder}.
   */
  boolean admits(Arguments arguments, int index);

  /**
   * Whether it is sure that every argument that {@code child} admits is admitted here. Reflexive.
   * False does not say that there is an argument which only the child admits.
   */
  default boolean covers(Constraint child) {
    return Subsumption.covers(this, child);
  }

  /** The constraint as {@link ConstraintReader} reads it. */
  JsonValue toJson();
}
