package io.writ.enforce;

import io.writ.core.lineage.DependenciesLayout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The executions that work depends on beside its parent, as a record's draft takes them. */
final class Dependencies {
  private Dependencies() {}

  private record Execution(long high, long low) {}

  /**
   * Those before, and the executions in which these were captured; none twice.
   *
   * @param before high and low alternating, null for none; not changed
   * @return the same form, to be shared and never changed
   * @throws IllegalArgumentException when they are more than a record has room for
   */
  static long @Nullable [] add(long @Nullable [] before, List<Captured> captured) {
    Set<Execution> executions = new LinkedHashSet<>();
    for (int i = 0; before != null && i < before.length; i += 2) {
      executions.add(new Execution(before[i], before[i + 1]));
    }
    int known = executions.size();
    for (Captured one : captured) {
      if (one.hasParent()) {
        executions.add(new Execution(one.parentHigh, one.parentLow));
      }
    }
    if (executions.size() > DependenciesLayout.MAX_COUNT) {
      throw new IllegalArgumentException(
          "work would depend on ["
              + executions.size()
              + "] executions, with those of the scopes around it, at most ["
              + DependenciesLayout.MAX_COUNT
              + "] are allowed; join them in groups, a governed call each, and depend on those");
    }
    return executions.size() == known ? before : flat(executions);
  }

  private static long[] flat(Set<Execution> executions) {
    long[] flat = new long[2 * executions.size()];
    int at = 0;
    for (Execution execution : executions) {
      flat[at++] = execution.high;
      flat[at++] = execution.low;
    }
    return flat;
  }
}
