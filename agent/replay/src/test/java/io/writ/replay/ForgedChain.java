package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Gives records the sequence, chain value and CRC of a journal in which they stand so. */
final class ForgedChain {
  private final MessageDigest sha256;
  private final CRC32C crc = new CRC32C();
  private byte[] value = new byte[RecordLayout.DIGEST_BYTES];
  private long sequence;

  ForgedChain() throws GeneralSecurityException {
    sha256 = MessageDigest.getInstance("SHA-256");
  }

  /** The number of the record that is due. */
  long sequence() {
    return sequence;
  }

  /** The chain value of the record before, a copy. */
  byte[] value() {
    return value.clone();
  }

  /** Makes it the next record; the buffer is little-endian and spans it. */
  void link(ByteBuffer record) {
    record.put(RecordLayout.CHAIN, new byte[RecordLayout.DIGEST_BYTES]);
    record.putLong(RecordLayout.SEQUENCE, 0).putInt(RecordLayout.CRC, 0);
    sha256.update(record.duplicate().rewind());
    byte[] body = sha256.digest();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sha256.update(RecordLayout.CHAIN_PREFIX);
    sha256.update(value);
    sha256.update(number.putLong(0, sequence));
    value = sha256.digest(body);
    record.putLong(RecordLayout.SEQUENCE, sequence++);
    record.put(RecordLayout.CHAIN, value);
    record.putInt(RecordLayout.CRC, RecordSums.crcOf(record, crc));
  }
}
