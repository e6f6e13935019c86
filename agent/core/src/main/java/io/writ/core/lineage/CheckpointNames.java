package io.writ.core.lineage;

/** What the writer and the verifier of checkpoints agree upon ({@code docs/spec/sealing.md}). */
public final class CheckpointNames {
  /** The newest checkpoint's file, in {@code t/}. */
  public static final String FILE = "checkpoint";

  /**
   * Begins the line of a checkpoint that says how many records the journal's own process sealed;
   * the rest the next boot did.
   */
  public static final String RECOVERED_AFTER = "recovered after ";

  private static final String ORIGIN = "writ.journal/";

  private CheckpointNames() {}

  /** The name of the log that a journal is, and of the key that signs it. */
  public static String originOf(String journal) {
    return ORIGIN + journal;
  }
}
