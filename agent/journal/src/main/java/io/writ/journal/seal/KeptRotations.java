package io.writ.journal.seal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a pruning left of a journal's KEY_ROTATE records.
 *
 * @param records those that were kept, in order, little-endian
 * @param from the first record that is in a segment
 */
public record KeptRotations(List<ByteBuffer> records, long from) {
  /** Nothing was pruned. */
  public static final KeptRotations NONE = new KeptRotations(List.of(), 0);

  public KeptRotations {
    records = List.copyOf(records);
  }
}
