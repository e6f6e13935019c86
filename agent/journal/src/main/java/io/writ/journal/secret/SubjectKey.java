package io.writ.journal.secret;

import io.writ.core.encoding.HmacSha256;
import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.SubjectKeyLayout;

/** One key of a data subject, in use. */
public final class SubjectKey {
  private final int number;
  private final HmacSha256 commitments;
  private final byte[] attributes;
  private final AttributeCipher cipher;

  SubjectKey(int number, byte[] secret, AttributeCipher cipher) {
    this.number = number;
    this.cipher = cipher;
    commitments = SubjectKeyLayout.commitments(secret);
    attributes = SubjectKeyLayout.attributes(secret);
  }

  /** By which records name it. */
  public int number() {
    return number;
  }

  /** Commits to arguments. */
  public HmacSha256 commitments() {
    return commitments;
  }

  /** Encrypts the value of the attribute at this place in the record of an execution. */
  public byte[] seal(long executionLow, int index, byte[] name, byte[] value) {
    return cipher.seal(attributes, SubjectKeyLayout.nonce(executionLow, index), name, value);
  }
}
