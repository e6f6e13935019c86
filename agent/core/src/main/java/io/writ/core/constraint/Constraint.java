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
   * Whether argument {@code index} is surely none of those that the constraint means. A value that
   * it can say nothing of, because of its kind or because it is spelt as no such value is, is
   * neither admitted nor refused: a grant must not cover it, and a denial must not let it pass.
   */
  default boolean refuses(Arguments arguments, int index) {
    return decides(arguments, index) && !admits(arguments, index);
  }

  /** Whether the constraint can say anything of the value; see {@link #refuses}. */
  default boolean decides(Arguments arguments, int index) {
    return switch (arguments.kind(index)) {
      case INTEGER, FLOATING, BOOLEAN, TEXT, DECIMAL, PATH, TEXT_LIST -> true;
      case NULL, OPAQUE -> false;
    };
  }

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
