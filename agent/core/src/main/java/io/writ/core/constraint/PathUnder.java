package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"path_under","path":"/x"}}: a path that is one of the roots or lies below one,
 * compared by whole components after links were resolved. Several roots are written {@code
 * "paths":[…]}. A text is never admitted, not even one that looks canonical: nobody resolved it.
 */
public record PathUnder(List<RealPath> roots) implements Constraint {

  /**
   * @throws IllegalArgumentException when there is no root
   */
  public PathUnder {
    roots = List.copyOf(roots);
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("path_under without a path");
    }
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.PATH
        && arguments.object(index) instanceof RealPath path
        && isUnderAny(path);
  }

  /** Whether the path is one of the roots or lies below one. */
  boolean isUnderAny(RealPath path) {
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < roots.size(); i++) {
      if (path.isUnder(roots.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean decides(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.PATH;
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.oneOrMore("path_under", "path", "paths", roots);
  }
}
