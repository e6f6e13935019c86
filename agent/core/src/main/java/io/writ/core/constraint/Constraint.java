package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;

/**
 * What an argument may be. The same vocabulary serves artifacts and policies, because an artifact's
 * grant must be comparable with its parent's and with the policy's ceiling.
 *
 * <p>Subsumption, {@code parent.covers(child)}: true only when every argument that the child admits
 * is admitted by the parent. A pair that is not in this table is false.
 *
 * <pre>
 * parent \ child | exact        | one_of        | range         | path_under             | wildcard
 * ---------------+--------------+---------------+---------------+------------------------+---------
 * exact          | equal value  | all equal     |               |                        |
 * one_of         | listed       | all listed    |               |                        |
 * range          | within       | all within    | bounds within |                        |
 * path_under     |              |               |               | each root under a root |
 * wildcard       | yes          | yes           | yes           | yes                    | yes
 * </pre>
 *
 * <p>{@code path_under} does not cover {@code exact "/a/b"}: the latter also admits the text {@code
 * "/a/b"}, which nobody resolved, and {@code path_under} admits resolved paths only. To grant one
 * file, name it with {@code path_under}.
 */
public sealed interface Constraint permits Exact, OneOf, Range, PathUnder, Wildcard {

  /**
   * Whether the constraint admits argument {@code index}. False for a kind that it cannot decide; a
   * null reference and an opaque value are admitted by {@link Wildcard} only. Allocates nothing for
   * INTEGER, BOOLEAN, TEXT and PATH.
   */
  boolean admits(Arguments arguments, int index);

  /** Whether every argument that {@code child} admits is admitted here, by the table above. */
  boolean covers(Constraint child);

  /** The constraint as {@link ConstraintReader} reads it. */
  JsonValue toJson();
}
