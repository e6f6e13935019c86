package io.writ.core.artifact;

/** The sizes and counts that no artifact may exceed; refused before the work they would cost. */
final class Limits {
  /** Characters of a presented text: a chain, its co-signatures and a proof. */
  static final int PRESENTED_CHARS = 160 * 1024;

  /** Characters of all links together. */
  static final int CHAIN_CHARS = 64 * 1024;

  /** Characters of one link; they are ASCII, so bytes too. Co-signatures and proofs likewise. */
  static final int LINK_CHARS = 16 * 1024;

  /** Co-signatures beside one artifact. */
  static final int COSIGNATURES = 16;

  /** The largest {@code del_depth}: nine links. */
  static final int DEPTH = 8;

  /** Actions in one scope. */
  static final int ACTIONS = 256;

  /** Constraints of one action. */
  static final int CONSTRAINTS = 64;

  /** UTF-8 bytes of an action id, and of an argument name. */
  static final int ACTION_BYTES = 256;

  /** Trust domains in one {@code aud}. */
  static final int AUDIENCES = 16;

  private Limits() {}
}
