package io.writ.tlog;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a log signs: its tree of one size has this root (C2SP tlog-checkpoint). The text of a {@link
 * SignedNote}.
 */
public final class Checkpoint {
  private final String origin;
  private final long size;
  private final byte[] rootHash;
  private final List<String> extensions;

  /**
   * @param origin the log's name: one line, not empty
   * @param size leaves, 0 to 2^62
   * @param rootHash 32 bytes, copied; of the empty tree when there are no leaves
   * @param extensions further lines, none of them empty
   * @throws IllegalArgumentException when one of them is not so
   */
  public Checkpoint(String origin, long size, byte[] rootHash, List<String> extensions) {
    MerkleHash.checkLength(rootHash);
    if (!isLine(origin) || !extensions.stream().allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("a checkpoint's lines are not empty, nor two");
    }
    if (size < 0 || size > 1L << 62) {
      throw new IllegalArgumentException("a checkpoint of [" + size + "] leaves");
    }
    if (size == 0 && !Arrays.equals(rootHash, MerkleHash.emptyRoot())) {
      throw new IllegalArgumentException("a checkpoint of no leaves with a root that has some");
    }
    this.origin = origin;
    this.size = size;
    this.rootHash = rootHash.clone();
    this.extensions = List.copyOf(extensions);
  }

  private static boolean isLine(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> c < ' ');
  }

  /**
   * The checkpoint that a note's text spells; verify the note first.
   *
   * @throws NoteRefused when it spells none, or not in the one way
   */
  public static Checkpoint parse(String noteText) throws NoteRefused {
    if (!noteText.endsWith("\n")) {
      throw new NoteRefused("a checkpoint does not end in a newline");
    }
    List<String> lines = List.of(noteText.substring(0, noteText.length() - 1).split("\n", -1));
    if (lines.size() < 3) {
      throw new NoteRefused("a checkpoint of [" + lines.size() + "] lines, fewer than 3");
    }
    for (String line : lines) {
      if (!isLine(line)) {
        throw new NoteRefused("a checkpoint has an empty line, or a control character");
      }
    }
    long size = Decimal.decode(lines.get(1), "the size of a checkpoint");
    byte[] root = Base64Text.decodeHash(lines.get(2), "the root of a checkpoint");
    if (size == 0 && !Arrays.equals(root, MerkleHash.emptyRoot())) {
      throw new NoteRefused("a checkpoint of no leaves has a root that has some");
    }
    return new Checkpoint(lines.get(0), size, root, lines.subList(3, lines.size()));
  }

  /** The text to sign. */
  public String print() {
    StringBuilder out = new StringBuilder(origin).append('\n').append(size).append('\n');
    out.append(Base64Text.encode(rootHash)).append('\n');
    for (String extension : extensions) {
      out.append(extension).append('\n');
    }
    return out.toString();
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  /** Leaves. */
  public long size() {
    return size;
  }

  /** The root, a copy. */
  public byte[] rootHash() {
    return rootHash.clone();
  }

  /** Further lines, of which this format says nothing. */
  public List<String> extensions() {
    return extensions;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checkpoint that
        && size == that.size
        && origin.equals(that.origin)
        && Arrays.equals(rootHash, that.rootHash)
        && extensions.equals(that.extensions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, size, Arrays.hashCode(rootHash), extensions);
  }

  /** The text on one line. */
  @Override
  public String toString() {
    return print().replace('\n', ' ').strip();
  }
}
