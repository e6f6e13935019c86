package io.writ.journal;

import java.io.File;
import java.io.IOException;

/**
 * Where the bytes of records go: files of prepared blocks, one after the other, each a sequence of
 * excerpts as {@code docs/spec/journal.md} has them. Guarded by the append lock.
 *
 * <p>After any method threw, the end of the file is in doubt.
 */
interface RecordStore {
  /** The word for it in GENESIS. */
  String name();

  /**
   * Writes one record and commits it: no reader sees a part of it.
   *
   * @param length how many bytes of the array, a multiple of 4
   */
  void append(byte[] record, int length) throws IOException;

  /** Goes on in the next segment, whose prepared file has its name already. */
  void roll(long segment) throws IOException;

  /** Bytes of the current segment that are used; before the first record of it, any number. */
  long usedBytes();

  /** The file of the current segment. */
  File file();

  /** Lets go of the files; idempotent. */
  void release();
}
