package io.writ.journal;

import io.writ.core.lineage.ArgumentBytes;
import io.writ.core.lineage.RecordLayout;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What one thread needs to make one record; reused, so that the allowed path allocates nothing. */
final class Scratch {
  private static final int USUAL_BYTES = 1024;

  final MessageDigest sha256;
  final CRC32C crc = new CRC32C();

  /** What a commitment is over. */
  final ArgumentBytes arguments = new ArgumentBytes();

  /** SHA-256 of the record without sequence, CRC and chain: B of the chain formula. */
  final byte[] bodyDigest = new byte[RecordLayout.DIGEST_BYTES];

  /** The chain value of the record, until it is written. */
  byte[] chain = new byte[RecordLayout.DIGEST_BYTES];

  byte[] bytes = new byte[USUAL_BYTES];
  int length;

  Scratch(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  /** Makes room for a record of this length, keeping what is there. */
  void ensureCapacity(int lengthBytes) {
    if (bytes.length < lengthBytes) {
      bytes = Arrays.copyOf(bytes, Math.max(lengthBytes, 2 * bytes.length));
    }
  }
}
