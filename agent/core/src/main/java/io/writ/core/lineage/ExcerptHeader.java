package io.writ.core.lineage;

/**
 * The four bytes in front of each excerpt of a {@code .cq4} file, little-endian: bit 31 says "not
 * complete", bit 30 "metadata of the queue, not a record", the rest is the length of what follows.
 * Headers start at multiples of four. Zero: nothing was written here.
 */
public final class ExcerptHeader {
  /** The size of a header. */
  public static final int BYTES = 4;

  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int METADATA = 0x4000_0000;
  private static final int LENGTH_MASK = 0x3FFF_FFFF;

  /** A Chronicle Queue's mark behind the last excerpt of a file that another one follows. */
  public static final int END_OF_FILE = NOT_COMPLETE | METADATA;

  /** The four bytes behind {@link #END_OF_FILE}, read as a little-endian u32. */
  public static final int END_OF_FILE_TEXT = 0x464F45C3;

  private ExcerptHeader() {}

  /** Whether an excerpt was committed here. */
  public static boolean isComplete(int header) {
    return header != 0 && (header & NOT_COMPLETE) == 0;
  }

  /** Whether the excerpt is the queue's own, such as its index. */
  public static boolean isMetadata(int header) {
    return (header & METADATA) != 0;
  }

  /** Bytes that follow the header; untrusted. */
  public static int lengthBytes(int header) {
    return header & LENGTH_MASK;
  }

  /** The first multiple of four at or after a position. */
  public static long align(long position) {
    return (position + 3) & ~3L;
  }
}
