package io.writ.replay;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Changes records and computes all later sequence numbers, chain values and CRCs anew, as whoever
 * may write the files can: what is left to find is what the records say.
 */
final class Forger {
  private byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
  private long sequence;

  /** Changes one record; the buffer is little-endian and spans it. */
  interface Change {
    void make(ByteBuffer record);
  }

  /** Goes through the segments in order; the change sees every record. */
  void forge(List<Path> segments, Change change) throws IOException, GeneralSecurityException {
    for (Path segment : segments) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int[] excerpt : TestJournals.excerpts(bytes)) {
        int at = excerpt[0] + ExcerptHeader.BYTES;
        ByteBuffer record =
            ByteBuffer.wrap(bytes, at, excerpt[1] - ExcerptHeader.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        change.make(record);
        seal(record);
      }
      Files.write(segment, bytes);
    }
  }

  /** The chain value of the record before, for a change of a SEG_OPEN. */
  byte[] chain() {
    return chain.clone();
  }

  private void seal(ByteBuffer record) throws GeneralSecurityException {
    record.put(RecordLayout.CHAIN, new byte[RecordLayout.DIGEST_BYTES]);
    record.putLong(RecordLayout.SEQUENCE, 0).putInt(RecordLayout.CRC, 0);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(record.duplicate().rewind());
    byte[] body = sha256.digest();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sha256.update(RecordLayout.CHAIN_PREFIX);
    sha256.update(chain);
    sha256.update(number.putLong(0, sequence));
    chain = sha256.digest(body);
    record.putLong(RecordLayout.SEQUENCE, sequence++);
    record.put(RecordLayout.CHAIN, chain);
    record.putInt(RecordLayout.CRC, RecordSums.crcOf(record, new CRC32C()));
  }
}
