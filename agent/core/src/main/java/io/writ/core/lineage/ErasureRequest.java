package io.writ.core.lineage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What asks the journal that is written, or the next one, for ERASURE records: a file under the
 * journals' root with a line {@code <journal-uuid> <key-number>} for each key ({@code
 * docs/spec/erasure.md}).
 */
public final class ErasureRequest {
  /** Begins the name of the file. */
  public static final String PREFIX = "erasure-";

  /** Ends it while the keys may be there still. */
  public static final String UNFINISHED_SUFFIX = ".unfinished";

  /** The most that a file may have. */
  public static final int MAX_BYTES = 16 << 20;

  private ErasureRequest() {}

  /** The file's content, ASCII. */
  public static byte[] print(Map<UUID, List<Integer>> keys) {
    StringBuilder lines = new StringBuilder();
    keys.forEach(
        (journal, numbers) ->
            numbers.forEach(
                number -> lines.append(journal).append(' ').append(number).append('\n')));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The keys that a file names, by journal: ids, and no paths to elsewhere.
   *
   * @param mayBeTorn whether its writer may have died within it: what is whole is true then
   * @throws IllegalArgumentException saying what is no line of such a file, and the remedy
   */
  public static Map<UUID, List<Integer>> parse(byte[] bytes, boolean mayBeTorn) {
    Map<UUID, List<Integer>> keys = new LinkedHashMap<>();
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length() && !mayBeTorn) {
      throw refused("ends within the line [" + text.substring(end) + "]");
    }
    // A number that is cut off is another number.
    for (String line : text.substring(0, end).lines().toList()) {
      String[] parts = line.split(" ", -1);
      try {
        keys.computeIfAbsent(UUID.fromString(parts[0]), journal -> new ArrayList<>())
            .add(Integer.valueOf(parts[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        if (mayBeTorn) {
          break;
        }
        throw refused("has the line [" + line + "]");
      }
    }
    return keys;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why + "; is no request of [writ journal erase], remove it");
  }
}
