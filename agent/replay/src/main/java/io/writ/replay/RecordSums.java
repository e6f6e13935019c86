package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** The CRC and the chain of records, computed as {@code docs/spec/journal.md} says. */
final class RecordSums {
  private static final byte[] ZEROS = new byte[RecordLayout.DIGEST_BYTES];

  private final MessageDigest sha256;
  private final byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
  private final byte[] digest = new byte[RecordLayout.DIGEST_BYTES];
  private final byte[] sequence = new byte[Long.BYTES];

  RecordSums() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  static int crcOf(ByteBuffer record, CRC32C crc) {
    crc.reset();
    crc.update(record.slice(0, RecordLayout.CRC));
    crc.update(ZEROS, 0, Integer.BYTES);
    int rest = RecordLayout.CRC + Integer.BYTES;
    crc.update(record.slice(rest, record.limit() - rest));
    return (int) crc.getValue();
  }

  /** Whether the record's chain value follows from the one before; remembers it if so. */
  boolean isNextLink(ByteBuffer record) {
    byte[] body = bodyDigest(record);
    record.slice(RecordLayout.SEQUENCE, Long.BYTES).get(sequence);
    sha256.update(RecordLayout.CHAIN_PREFIX);
    sha256.update(chain);
    sha256.update(sequence);
    byte[] expected = sha256.digest(body);
    record.slice(RecordLayout.CHAIN, digest.length).get(digest);
    if (!MessageDigest.isEqual(expected, digest)) {
      return false;
    }
    System.arraycopy(expected, 0, chain, 0, chain.length);
    return true;
  }

  /** Goes on from a chain value that a segment names, when the segments before are not there. */
  void continueFrom(byte[] before) {
    System.arraycopy(before, 0, chain, 0, chain.length);
  }

  /** The chain value of the last good record; zeros before the first. */
  byte[] chain() {
    return chain.clone();
  }

  private byte[] bodyDigest(ByteBuffer record) {
    sha256.update(record.slice(0, RecordLayout.CRC));
    sha256.update(ZEROS, 0, Integer.BYTES + Long.BYTES);
    int rest = RecordLayout.SEQUENCE + Long.BYTES;
    sha256.update(record.slice(rest, RecordLayout.CHAIN - rest));
    sha256.update(ZEROS);
    sha256.update(record.slice(RecordLayout.TAIL, record.limit() - RecordLayout.TAIL));
    return sha256.digest();
  }
}
