package io.writ.core.lineage;

/**
 * What a CONFIG record says: that another version of the policy came into force, or that one was
 * refused. Its tail is laid out as that of GENESIS. Keys are on disk and never change.
 */
public enum ConfigField {
  /** {@code in-force} or {@code refused}. */
  OUTCOME("outcome"),
  /** Why it was refused, one line; absent else. */
  DETAIL("detail"),
  POLICY_ID("policy.id"),
  POLICY_VERSION("policy.version"),
  /** SHA-256 of the document, 64 hex digits; of the file when it was refused. */
  POLICY_DIGEST("policy.digest"),
  /** The {@code kid} of the policy's signer; empty when it is not signed. */
  POLICY_SIGNER("policy.signer");

  /** Value of {@link #OUTCOME}: calls that begin later are decided by this policy. */
  public static final String IN_FORCE = "in-force";

  /** Value of {@link #OUTCOME}: the policy before stays. */
  public static final String REFUSED = "refused";

  private final String key;

  ConfigField(String key) {
    this.key = key;
  }

  /** The name on disk. */
  public String key() {
    return key;
  }
}
