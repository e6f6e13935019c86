package io.writ.scan.jdk;

import io.writ.scan.JdkRange;
import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the methods at the JDK's edge do: {@code natives.tsv} says it of every native method, {@code
 * sinks.tsv} of methods in Java that act all the same, on the JVM's own state.
 */
public final class Verdicts {
  /** The native methods. */
  public static final String NATIVES = "natives.tsv";

  /** Methods in Java. */
  public static final String SINKS = "sinks.tsv";

  /**
   * One line.
   *
   * @param pattern the methods it speaks of
   * @param jdks where it does
   * @param verdict an action's id, {@code harmless}, or {@code limit} for what nothing governs
   * @param reason why
   */
  public record Verdict(MethodPattern pattern, JdkRange jdks, String verdict, String reason) {
    /** Whether an action is performed. */
    public boolean isSensitive() {
      return verdict.startsWith("jdk:");
    }

    /** Whether it acts, and this version does not govern it. */
    public boolean isLimit() {
      return verdict.equals("limit");
    }
  }

  private final List<Verdict> all;

  private Verdicts(List<Verdict> all) {
    this.all = List.copyOf(all);
  }

  /** Reads one of the two tables. */
  public static Verdicts read(String table) throws IOException {
    List<Verdict> all = new ArrayList<>();
    for (List<String> row : Table.read(Verdicts.class, table, 4)) {
      all.add(
          new Verdict(
              MethodPattern.of(row.get(0)), JdkRange.of(row.get(1)), row.get(2), row.get(3)));
    }
    return new Verdicts(all);
  }

  /** All lines. */
  public List<Verdict> all() {
    return all;
  }

  /** The first line that speaks of the method on this JDK. */
  public Optional<Verdict> of(String location, int featureVersion) {
    return all.stream()
        .filter(v -> v.jdks().contains(featureVersion) && v.pattern().matches(location))
        .findFirst();
  }
}
