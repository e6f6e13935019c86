package io.writ.core.lineage;

/**
 * What a WARNING record says: that something will harm the journal soon. Its tail is laid out as
 * that of GENESIS. Keys are on disk and never change.
 */
public enum WarningField {
  /** {@code space.low} or {@code space.back}. */
  WHAT("what"),
  /** What the journal's file system has left for this process, decimal. */
  FREE_BYTES("free.bytes"),
  /** Below how much it warns, decimal. */
  WATERMARK_BYTES("watermark.bytes"),
  /** The journal's directory. */
  PATH("path");

  /** Value of {@link #WHAT}: less space is free than the watermark. */
  public static final String SPACE_LOW = "space.low";

  /** Value of {@link #WHAT}: after {@link #SPACE_LOW}, more than 5/4 of the watermark. */
  public static final String SPACE_BACK = "space.back";

  private final String key;

  WarningField(String key) {
    this.key = key;
  }

  /** The name on disk. */
  public String key() {
    return key;
  }
}
