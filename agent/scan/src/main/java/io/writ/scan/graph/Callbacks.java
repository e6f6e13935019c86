package io.writ.scan.graph;

import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The methods that everybody implements and everybody calls, {@code callbacks.tsv}: {@code
 * Object.toString}, {@code Runnable.run}, {@code Iterator.next}.
 *
 * <p>Following a call of {@code Runnable.run} to every {@code run} there is would make everything
 * reach everything. Such a call is followed to the named declaration only; instead, whoever
 * <em>constructs</em> an object that implements a callback counts as calling it. That blames {@code
 * doPrivileged(new PrivilegedAction…)} on the method in which it stands, and a task on who submits
 * it rather than on the pool.
 */
public final class Callbacks {
  private static final String TABLE = "callbacks.tsv";

  private final List<MethodPattern> patterns;

  private Callbacks(List<MethodPattern> patterns) {
    this.patterns = patterns;
  }

  /** Reads the table of this jar. */
  public static Callbacks read() throws IOException {
    List<MethodPattern> patterns = new ArrayList<>();
    for (List<String> row : Table.read(Callbacks.class, TABLE, 2)) {
      patterns.add(MethodPattern.of(row.get(0)));
    }
    return new Callbacks(patterns);
  }

  /** The callbacks of these classes. */
  Known in(Hierarchy hierarchy) {
    Map<String, Set<ScannedClass>> declaring = new HashMap<>();
    for (ScannedClass scanned : hierarchy.classes()) {
      if (!scanned.isJdk()) {
        continue;
      }
      for (ScannedMethod method : scanned.methods()) {
        if (method.isOverridable()
            && patterns.stream().anyMatch(pattern -> pattern.matches(method.location()))) {
          declaring
              .computeIfAbsent(key(method.name(), method.descriptor()), key -> new HashSet<>())
              .add(scanned);
        }
      }
    }
    return new Known(hierarchy, declaring);
  }

  private static String key(String name, String descriptor) {
    return name + descriptor;
  }

  /** The callbacks among the classes of one graph. */
  static final class Known {
    private final Hierarchy hierarchy;
    private final Map<String, Set<ScannedClass>> declaring;

    Known(Hierarchy hierarchy, Map<String, Set<ScannedClass>> declaring) {
      this.hierarchy = hierarchy;
      this.declaring = declaring;
    }

    /** Whether a method of this name and descriptor, seen from the class, is a callback. */
    boolean contains(ScannedClass owner, String name, String descriptor) {
      Set<ScannedClass> types = declaring.get(key(name, descriptor));
      return types != null && hierarchy.superTypes(owner).stream().anyMatch(types::contains);
    }

    /**
     * Whether the method is a body of a callback that another class declares. What {@code Object}
     * or {@code Thread} do themselves is nothing that one makes an object for.
     */
    boolean areOverriddenBy(ScannedMethod method) {
      Set<ScannedClass> types = declaring.get(key(method.name(), method.descriptor()));
      return types != null
          && !types.contains(method.owner())
          && contains(method.owner(), method.name(), method.descriptor());
    }
  }
}
