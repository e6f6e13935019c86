package io.writ.scan.graph;

import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The JDK's housekeeping, through which a scan does not walk: {@code unfollowed.tsv}. */
final class Unfollowed {
  private static final String TABLE = "unfollowed.tsv";

  /** In front of the pattern of what is followed all the same. */
  private static final String EXCEPT = "!";

  private record Line(MethodPattern pattern, boolean isUnfollowed) {}

  private final List<Line> lines;
  private final Map<ScannedMethod, Boolean> known = new HashMap<>();

  private Unfollowed(List<Line> lines) {
    this.lines = lines;
  }

  static Unfollowed read() throws IOException {
    return new Unfollowed(
        Table.read(Unfollowed.class, TABLE, 2).stream().map(row -> line(row.get(0))).toList());
  }

  private static Line line(String text) {
    boolean isExcept = text.startsWith(EXCEPT);
    return new Line(MethodPattern.of(isExcept ? text.substring(1) : text), !isExcept);
  }

  boolean contains(ScannedMethod method) {
    return known.computeIfAbsent(
        method,
        m -> {
          String location = m.location();
          return lines.stream()
              .filter(line -> line.pattern().matches(location))
              .findFirst()
              .map(Line::isUnfollowed)
              .orElse(false);
        });
  }
}
