package io.writ.scan.jdk;

import io.writ.scan.JdkRange;
import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code reviewed.tsv}: methods that reach a sensitive one without a check, and why that is so. A
 * reason that begins with {@code OPEN:} is none: it marks a hole that is known.
 */
public final class Reviewed {
  private static final String TABLE = "reviewed.tsv";

  /**
   * One line.
   *
   * @param pattern the methods it speaks of
   * @param jdks where it does
   * @param actions the actions it excuses, with stars
   * @param reason why
   */
  public record Review(MethodPattern pattern, JdkRange jdks, String actions, String reason) {
    /** Whether it marks a hole. */
    public boolean isOpen() {
      return reason.startsWith("OPEN:");
    }

    /** Whether it says that the method asks on its way. */
    public boolean isAsking() {
      return reason.startsWith("ASKS ");
    }
  }

  private record Line(Review review, Pattern actions) {}

  private final List<Line> lines;
  private final Set<Review> used = new HashSet<>();

  private Reviewed(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Reads the table of this jar. */
  public static Reviewed read() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (List<String> row : Table.read(Reviewed.class, TABLE, 4)) {
      Review review =
          new Review(MethodPattern.of(row.get(0)), JdkRange.of(row.get(1)), row.get(2), row.get(3));
      lines.add(new Line(review, MethodPattern.globPattern(review.actions())));
    }
    return new Reviewed(lines);
  }

  /** All lines. */
  public List<Review> all() {
    return lines.stream().map(Line::review).toList();
  }

  /** The first line that speaks of the method and the action on this JDK; it counts as used. */
  public Optional<Review> find(String location, String action, int featureVersion) {
    for (Line line : lines) {
      Review review = line.review();
      if (review.jdks().contains(featureVersion)
          && review.pattern().matches(location)
          && line.actions().matcher(action).matches()) {
        used.add(review);
        return Optional.of(review);
      }
    }
    return Optional.empty();
  }

  /** The lines for this JDK that nothing was found for. */
  public List<Review> unused(int featureVersion) {
    return all().stream()
        .filter(review -> review.jdks().contains(featureVersion) && !used.contains(review))
        .toList();
  }
}
