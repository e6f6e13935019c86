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
  /** A policy document, with its digest. */
  POLICY(7);

  private final int code;

  DictionaryKind(int code) {
    this.code = code;
  }

  /** The number on disk, 1 to 255. */
  public int code() {
    return code;
  }
}
