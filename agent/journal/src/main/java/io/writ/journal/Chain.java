package io.writ.journal;

import io.writ.core.lineage.RecordLayout;
import java.security.DigestException;

/** Gives each record its sequence number, chain value and CRC. Guarded by the append lock. */
final class Chain {
  private final byte[] input = new byte[1 + 32 + 8 + 32];
  private byte[] value = new byte[RecordLayout.DIGEST_BYTES];
  private long nextSequence;

  /** The number of the record that is due. */
  long nextSequence() {
    return nextSequence;
  }

  /** The chain value of the last record; not to be changed. */
  byte[] value() {
    return value;
  }

  /** Completes an encoded record for the place that is due. */
  void link(Scratch scratch) throws DigestException {
    byte[] record = scratch.bytes;
    input[0] = RecordLayout.CHAIN_PREFIX;
    System.arraycopy(value, 0, input, 1, 32);
    RecordEncoder.putLong(input, 33, nextSequence);
    System.arraycopy(scratch.bodyDigest, 0, input, 41, 32);
    scratch.sha256.reset();
    scratch.sha256.update(input, 0, input.length);
    scratch.sha256.digest(scratch.chain, 0, scratch.chain.length);
    RecordEncoder.putLong(record, RecordLayout.SEQUENCE, nextSequence);
    System.arraycopy(scratch.chain, 0, record, RecordLayout.CHAIN, scratch.chain.length);
    scratch.crc.reset();
    scratch.crc.update(record, 0, scratch.length);
    RecordEncoder.putInt(record, RecordLayout.CRC, (int) scratch.crc.getValue());
  }

  /** Takes the linked record for written. Calls nothing, so that nothing in here can be torn. */
  long advance(Scratch scratch) {
    byte[] before = value;
    value = scratch.chain;
    scratch.chain = before;
    return nextSequence++;
  }
}
