package io.writ.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which known name a misspelt one was meant to be. */
final class NearestName {
  private NearestName() {}

  /** {@code ; did you mean [x]?}, or the whole list when nothing is near and it is short. */
  static String suggest(String name, Collection<String> known) {
    String nearest = find(name, known);
    if (nearest != null) {
      return "; did you mean [" + nearest + "]?";
    }
    return known.isEmpty() || known.size() > 16 ? "" : "; valid are " + known;
  }

  private static @Nullable String find(String name, Collection<String> known) {
    String nearest = null;
    // A third of the name may be wrong; beyond that a suggestion only misleads.
    int least = Math.max(1, Math.min(name.length(), 64) / 3) + 1;
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /**
   * How many characters are added, lost, replaced or swapped with their neighbour; names that are
   * long beyond reason are far from everything.
   */
  private static int distance(String a, String b) {
    if (a.length() > 256 || b.length() > 256) {
      return Integer.MAX_VALUE;
    }
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, rows);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] rows) {
    boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
    int least = rows[i - 1][j - 1] + (isSame ? 0 : 1);
    least = Math.min(least, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    if (i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1)) {
      least = Math.min(least, rows[i - 2][j - 2] + 1);
    }
    return least;
  }
}
