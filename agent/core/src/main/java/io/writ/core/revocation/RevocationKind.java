package io.writ.core.revocation;

import org.jspecify.annotations.Nullable;

/** What a revocation takes back. */
public enum RevocationKind {
  /**
   * One link and all that was delegated from it; by the base64url SHA-256 of its signing input,
   * never of its signature, which can be respelt.
   */
  LINK("links"),
  /** All that a holder key is named in or signed; by its thumbprint. */
  KEY("keys"),
  /** All that an authority rooted or co-signed; by its key's thumbprint. */
  AUTHORITY("authorities"),
  /** All that is pinned to a policy, and the policy itself; by its RFC 6920 name. */
  POLICY("policies"),
  /** All that is done under a transaction; by its {@code txn}. */
  TRANSACTION("transactions");

  private final String member;

  RevocationKind(String member) {
    this.member = member;
  }

  /** The member of {@code revoked} that lists it. */
  public String member() {
    return member;
  }

  static @Nullable RevocationKind find(String member) {
    for (RevocationKind kind : values()) {
      if (kind.member.equals(member)) {
        return kind;
      }
    }
    return null;
  }
}
