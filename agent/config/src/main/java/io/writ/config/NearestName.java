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

  /** Levenshtein's distance; names that are long beyond reason are far from everything. */
  private static int distance(String a, String b) {
    if (a.length() > 256 || b.length() > 256) {
      return Integer.MAX_VALUE;
    }
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
