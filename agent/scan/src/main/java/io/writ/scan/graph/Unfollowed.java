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

  private final List<MethodPattern> patterns;
  private final Map<ScannedMethod, Boolean> known = new HashMap<>();

  private Unfollowed(List<MethodPattern> patterns) {
    this.patterns = patterns;
  }

  static Unfollowed read() throws IOException {
    return new Unfollowed(
        Table.read(Unfollowed.class, TABLE, 2).stream()
            .map(row -> MethodPattern.of(row.get(0)))
            .toList());
  }

  boolean contains(ScannedMethod method) {
    return known.computeIfAbsent(
        method,
        m -> {
          String location = m.location();
          return patterns.stream().anyMatch(pattern -> pattern.matches(location));
        });
  }
}
