package io.writ.core.policy;

/** Which document a policy is: its name, version, content and place. */
public final class Origin {
  private final String id;
  private final long version;
  private final byte[] digest;
  private final String source;

  /**
   * The origin of one document.
   *
   * @param digest SHA-256 of the document's bytes
   * @param source a file name, for messages
   */
  public Origin(String id, long version, byte[] digest, String source) {
    this.id = id;
    this.version = version;
    this.digest = digest.clone();
    this.source = source;
  }

  /** The policy's {@code id}. */
  public String id() {
    return id;
  }

  /** The policy's {@code version}, at least 1. */
  public long version() {
    return version;
  }

  /** 32 bytes, a copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The document's file name. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return id + " v" + version;
  }
}
