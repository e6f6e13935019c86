package io.writ.journal;

import io.writ.core.lineage.KeptRecord;
import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.seal.KeptRotations;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a pruned journal's note says of the segments that are gone ({@code docs/spec/retention.md}).
 * Nothing of it is verified here, as with all that {@link PreviousJournal} reads.
 *
 * @param statement of the note
 * @param kept the file with the records that stay
 */
record PrunedPrevious(PruneStatement statement, Path kept) {

  /** Null when there is none that can be read: then the segments say what there is. */
  static @Nullable PrunedPrevious find(Path queue) {
    Path note = queue.resolve(PruneStatement.FILE);
    if (Files.notExists(note, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      PruneStatement statement = PruneStatement.find(SignedNote.read(note).unverifiedText());
      return statement == null
          ? null
          : new PrunedPrevious(statement, queue.resolve(statement.keptFile()));
    } catch (IOException | NoteRefused e) {
      return null; // The journal is linked without it, as unreadable where nothing else is left.
    }
  }

  /** Those that the note does not give away. */
  List<Path> remaining(List<Path> segments) {
    return segments.stream()
        .filter(
            file -> SegmentName.numberOf(String.valueOf(file.getFileName())) >= statement.segment())
        .toList();
  }

  /** The KEY_ROTATE records that are kept; as many as a file of its size can have. */
  KeptRotations rotations() throws IOException {
    List<ByteBuffer> rotations = new ArrayList<>();
    eachKept(
        record -> {
          if (record.get(RecordLayout.TYPE) == RecordType.KEY_ROTATE.code()) {
            byte[] copy = new byte[record.remaining()];
            record.get(copy);
            rotations.add(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
          }
        });
    return new KeptRotations(rotations, statement.records());
  }

  /** Whether the journal's closing record is the last of those that are gone. */
  boolean isClosed() throws IOException {
    AtomicBoolean isClosed = new AtomicBoolean();
    eachKept(
        record ->
            isClosed.set(
                KeptRecord.isJournalsClose(record)
                    && record.getLong(RecordLayout.SEQUENCE) == statement.records() - 1));
    return isClosed.get();
  }

  /** None when there is no file of that name. */
  private void eachKept(Consumer<ByteBuffer> visitor) throws IOException {
    if (!Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(kept, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      PreviousJournal.Excerpts excerpts = new PreviousJournal.Excerpts(channel);
      for (ByteBuffer record = excerpts.next(); record != null; record = excerpts.next()) {
        if (record.remaining() >= RecordLayout.TAIL) {
          visitor.accept(record);
        }
      }
    }
  }
}
