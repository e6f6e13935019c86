package io.writ.cli;

import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clauses of one option, by what they are about. */
final class NamedClauses {
  private NamedClauses() {}

  /**
   * One constraint for each name.
   *
   * @param option that has the clauses, for messages
   */
  static Map<String, Constraint> read(String option, List<String> clauses) throws Failure {
    Map<String, Constraint> byName = new LinkedHashMap<>();
    for (String text : clauses) {
      WhereClause clause = WhereClause.parse(option, text);
      Constraint earlier = byName.get(clause.argument());
      Constraint constraint = clause.constraint();
      byName.put(
          clause.argument(),
          earlier == null ? constraint : both(option + " [" + text + "]", earlier, constraint));
    }
    return byName;
  }

  /** Two clauses on one name are the two bounds of a range, or a mistake. */
  private static Constraint both(String text, Constraint earlier, Constraint later) throws Failure {
    if (earlier instanceof Range a && later instanceof Range b) {
      boolean bothMin = a.min() != null && b.min() != null;
      boolean bothMax = a.max() != null && b.max() != null;
      var min = a.min() != null ? a.min() : b.min();
      var max = a.max() != null ? a.max() : b.max();
      if (!bothMin && !bothMax && (min == null || max == null || min.compareTo(max) <= 0)) {
        return new Range(min, max);
      }
    }
    throw new Failure(Exit.USAGE, text + ": contradicts an earlier clause");
  }
}
