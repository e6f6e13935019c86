package io.writ.replay;

import io.writ.core.lineage.ExcerptHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Changes records and computes all later sequence numbers, chain values and CRCs anew, as whoever
 * may write the files can: what is left to find is what the records say.
 */
final class Forger {
  private final ForgedChain chain;

  Forger() throws GeneralSecurityException {
    chain = new ForgedChain();
  }

  /** Changes one record; the buffer is little-endian and spans it. */
  interface Change {
    void make(ByteBuffer record);
  }

  /** Goes through the segments in order; the change sees every record. */
  void forge(List<Path> segments, Change change) throws IOException {
    for (Path segment : segments) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int[] excerpt : TestJournals.excerpts(bytes)) {
        int at = excerpt[0] + ExcerptHeader.BYTES;
        ByteBuffer record =
            ByteBuffer.wrap(bytes, at, excerpt[1] - ExcerptHeader.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        change.make(record);
        chain.link(record);
      }
      Files.write(segment, bytes);
    }
  }

  /** The chain value of the record before, for a change of a SEG_OPEN. */
  byte[] chain() {
    return chain.value();
  }
}
