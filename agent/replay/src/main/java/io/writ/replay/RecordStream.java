package io.writ.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The committed records of a journal, file after file; checked for nothing but their framing. */
final class RecordStream implements Closeable {
  private final Iterator<Path> files;
  private final ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
  private @Nullable FileChannel channel;
  private @Nullable ExcerptReader reader;

  RecordStream(JournalFiles journal) {
    files = journal.files().iterator();
  }

  /**
   * The next record, or null at the end.
   *
   * @return valid until the next call; position 0
   */
  @Nullable ByteBuffer next() throws IOException, Contradiction {
    try {
      while (reader == null || !reader.advance(slot)) {
        if (!files.hasNext()) {
          return null;
        }
        close();
        channel = FileChannel.open(files.next(), StandardOpenOption.READ);
        reader = new ExcerptReader(channel);
      }
      return slot.record.duplicate();
    } catch (ExcerptReader.Broken e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
