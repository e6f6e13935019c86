package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import io.writ.core.lineage.SegmentOpenLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the first record of a segment says, of a journal that was verified.
 *
 * @param file the segment
 * @param number of the segment
 * @param sequence of the record
 * @param wallNanos of the record
 * @param chainBeforeHex chain value of the record before; empty for GENESIS
 */
record SegmentHead(Path file, long number, long sequence, long wallNanos, String chainBeforeHex) {

  /** Null when nothing was recorded in it. */
  static @Nullable SegmentHead find(Path file) throws IOException, ExcerptReader.Broken {
    try (FileChannel channel = open(file)) {
      ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
      if (!new ExcerptReader(channel).advance(slot)) {
        return null;
      }
      ByteBuffer record = slot.record;
      boolean isOpening =
          record.get(RecordLayout.TYPE) == RecordType.SEG_OPEN.code()
              && record.limit() >= SegmentOpenLayout.BYTES;
      byte[] before = new byte[isOpening ? RecordLayout.DIGEST_BYTES : 0];
      record.get(isOpening ? SegmentOpenLayout.CHAIN_BEFORE : 0, before);
      return new SegmentHead(
          file,
          SegmentName.numberOf(String.valueOf(file.getFileName())),
          record.getLong(RecordLayout.SEQUENCE),
          record.getLong(RecordLayout.WALL_NANOS),
          HexFormat.of().formatHex(before));
    }
  }

  /** When the last record of this segment was written. */
  long lastWallNanos() throws IOException, ExcerptReader.Broken {
    long last = wallNanos;
    try (FileChannel channel = open(file)) {
      ExcerptReader reader = new ExcerptReader(channel);
      ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
      while (reader.advance(slot)) {
        last = slot.record.getLong(RecordLayout.WALL_NANOS);
      }
    }
    return last;
  }

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
