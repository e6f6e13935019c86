package io.writ.core.jws;

/**
 * What a signed object is, its {@code typ}. Each is refused in the place of every other, so that
 * nothing that was signed for one purpose can serve another.
 */
public enum JwsType {
  /** A link of an artifact. */
  LINK("writ+jwt"),
  /** A proof of possession of the leaf's key. */
  POSSESSION("writ-pop+jwt"),
  /** A co-signature of a root link, or with {@code req_hash} an approval of one call. */
  COSIGNATURE("writ-cosig+jwt"),
  /** A policy document. */
  POLICY("writ-policy+jwt"),
  /** A list of revocations. */
  REVOCATIONS("writ-revocations+jwt");

  private final String headerName;

  JwsType(String headerName) {
    this.headerName = headerName;
  }

  /** The {@code typ}. */
  public String headerName() {
    return headerName;
  }
}
