package io.writ.core.lineage;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a retention key states when a journal's first segments are deleted: the text
 * of the signed note {@value #FILE} ({@code docs/spec/retention.md}).
 *
 * @param origin {@link CheckpointNames#originOf} the journal
 * @param records how many are gone; the number of the first that stays
 * @param segment how many segments are gone; the number of the first that stays
 * @param keptHex SHA-256 of {@link #keptFile()}, 64 hex digits
 * @param chainHex the chain value of the last record that is gone, 64 hex digits
 * @param wallNanos when, nanoseconds since 1970 UTC
 * @param vkey the key that signs this, named after the origin
 */
public record PruneStatement(
    String origin,
    long records,
    long segment,
    String keptHex,
    String chainHex,
    long wallNanos,
    String vkey) {
  /** The note's file, beside the segments. */
  public static final String FILE = "pruned.note";

  private static final String WORD = "pruned";
  private static final int LINES = 8;
  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,17}|[1-8][0-9]{18}");

  /** The name of the file with the records that stay readable. */
  public String keptFile() {
    return keptFile(records);
  }

  /** The name of that file of a pruning up to this record. */
  public static String keptFile(long records) {
    return WORD + "-" + records + ".kept";
  }

  /** Whether a file of this name holds the kept records of some pruning. */
  public static boolean isKeptFile(String name) {
    return name.matches(WORD + "-[1-9][0-9]{0,18}\\.kept");
  }

  /** The text to sign. */
  public String print() {
    return String.join(
            "\n",
            origin,
            WORD,
            Long.toString(records),
            Long.toString(segment),
            base64(keptHex),
            base64(chainHex),
            Long.toString(wallNanos),
            vkey)
        + "\n";
  }

  /** The statement that a text makes; null when it makes none, or not in the one spelling. */
  public static @Nullable PruneStatement find(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() != LINES + 1 || !lines.get(LINES).isEmpty()) {
      return null;
    }
    String kept = hex(lines.get(4));
    String chain = hex(lines.get(5));
    if (kept == null || chain == null) {
      return null;
    }
    for (int number : new int[] {2, 3, 6}) {
      if (!DECIMAL.matcher(lines.get(number)).matches()) {
        return null;
      }
    }
    PruneStatement found =
        new PruneStatement(
            lines.get(0),
            Long.parseLong(lines.get(2)),
            Long.parseLong(lines.get(3)),
            kept,
            chain,
            Long.parseLong(lines.get(6)),
            lines.get(7));
    return found.segment <= SegmentName.MAX + 1 && found.print().equals(text) ? found : null;
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static @Nullable String hex(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == RecordLayout.DIGEST_BYTES ? HexFormat.of().formatHex(bytes) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
