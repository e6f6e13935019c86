package io.writ.core.lineage;

/** What a DICT record's text is. Codes are on disk and never change. */
public enum DictionaryKind {
  /** A woven method: {@code class#name(descriptor)}. */
  SITE(1),
  /** An action id. */
  ACTION(2),
  /** A {@code sub} claim. */
  PRINCIPAL(3),
  /** One compact link of an artifact. */
  LINK(4),
  /** An artifact: its digest and the LINK numbers, root first. */
  ARTIFACT(5),
  /** A policy rule id. */
  RULE(6),
  /** A policy file, as it was read. */
  POLICY(7),
  /** The trust file, as it was read. */
  TRUST(8),
  /** A revocation list, as it was accepted. */
  REVOCATIONS(9),
  /** A status list, as it was accepted. */
  STATUS_LIST(10);

  private final int code;

  DictionaryKind(int code) {
    this.code = code;
  }

  /** Whether it is a whole document that the agent was given; no record names one by number. */
  public boolean isDocument() {
    return code >= POLICY.code;
  }

  /** The number on disk, 1 to 255. */
  public int code() {
    return code;
  }
}
