package io.writ.core.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

  private static final int MAX_BYTES = 16 << 20;

  private ErasureRequest() {}

  /**
   * The file's content.
   *
   * @throws IOException when there are too many for one
   */
  public static byte[] print(Map<UUID, List<Integer>> keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    keys.forEach(
        (journal, numbers) ->
            numbers.forEach(
                number -> lines.append(journal).append(' ').append(number).append('\n')));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("the subject has too many keys to erase at once");
    }
    return bytes;
  }

  /**
   * The keys that a file names, by journal: ids, and no paths to elsewhere.
   *
   * @param mayBeTorn whether its writer may have died within it: what is whole is true then
   * @throws IOException naming the file, when it is none of these
   */
  public static Map<UUID, List<Integer>> read(Path file, boolean mayBeTorn) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      throw refused(file, "is no file of at most [" + MAX_BYTES + "] bytes");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    Map<UUID, List<Integer>> keys = new LinkedHashMap<>();
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length() && !mayBeTorn) {
      throw refused(file, "ends within the line [" + text.substring(end) + "]");
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
        throw refused(file, "has the line [" + line + "]");
      }
    }
    return keys;
  }

  private static IOException refused(Path file, String why) {
    return new IOException(
        file + ": " + why + "; is no request of [writ journal erase], remove it");
  }
}
