package io.writ.replay;

import io.writ.replay.Tally.Harmless;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A file of a sealed journal made shorter or longer: no length is taken for the whole of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruncationTest {
  private static final long SEED = Long.getLong("writ.tamper.seed", 20_261_124L);
  private static final int POINTS_INSIDE = 3;

  private final SealedJournal journal;
  private final Random random = new Random(SEED);

  TruncationTest(@TempDir Path root) throws Exception {
    journal = SealedJournal.write(root);
  }

  @Test
  void segmentCutAtOrInsideAnyRecord_isMissedByTheCheckpoint() throws Exception {
    Tally tally = new Tally("truncated segments", SEED, journal);
    for (Map.Entry<String, Excerpts> segment : journal.segments().entrySet()) {
      SortedSet<Integer> lengths = new TreeSet<>(List.of(0));
      for (Excerpts.Piece piece : segment.getValue().pieces()) {
        lengths.add(piece.at());
        for (int i = 0; i < POINTS_INSIDE; i++) {
          lengths.add(piece.at() + 1 + random.nextInt(piece.lengthBytes() - 1));
        }
      }
      for (int length : slice(lengths, 60)) {
        cut(tally, segment.getKey(), length, Optional.empty());
      }
    }
    tally.print();
  }

  /** Behind the last record there is nothing to lose. */
  @Test
  void segmentCutBehindItsLastRecord_isHarmless() throws Exception {
    Tally tally = new Tally("truncated marks and zeros", SEED, journal);
    for (Map.Entry<String, Excerpts> segment : journal.segments().entrySet()) {
      int end = segment.getValue().end();
      int length = journal.bytes(segment.getKey()).length;
      SortedSet<Integer> lengths = new TreeSet<>();
      for (int at = end; at < length; at += at < end + 16 ? 1 : 1 + random.nextInt(4_000)) {
        lengths.add(at);
      }
      for (int at : slice(lengths, 20)) {
        boolean isInMark = at < end + 8;
        Harmless reason = isInMark ? Harmless.MARK_OF_THE_END : Harmless.ZEROS_BEHIND_THE_END;
        cut(tally, segment.getKey(), at, Optional.of(reason));
      }
    }
    tally.print();
  }

  @Test
  void tileOrCheckpointCutAnywhere_isDetectedUnlessNobodyReadsIt() throws Exception {
    Tally tally = new Tally("truncated tiles and checkpoint", SEED, journal);
    for (Map.Entry<String, byte[]> file : journal.files().entrySet()) {
      String name = file.getKey();
      if (name.endsWith(".cq4")) {
        continue;
      }
      int length = file.getValue().length;
      SortedSet<Integer> lengths = new TreeSet<>();
      for (int at = 0; at < length; at += name.endsWith("checkpoint") ? 1 : 32) {
        lengths.add(at);
        lengths.add(random.nextInt(length));
      }
      Optional<Harmless> reason = TileNames.reasonFor(name, journal.chains().size());
      for (int at : slice(lengths, 5)) {
        cut(tally, name, at, reason);
      }
    }
    tally.print();
  }

  @Test
  void bytesPutBehindAnyFile_areDetectedUnlessZerosOrNeverRead() throws Exception {
    Tally tally = new Tally("longer files", SEED, journal);
    for (String name : journal.files().keySet()) {
      byte[] good = journal.bytes(name);
      for (int more : new int[] {1, 3, 4, 32, 4_096}) {
        Optional<Harmless> reason = TileNames.reasonFor(name, journal.chains().size());
        byte[] longer = Arrays.copyOf(good, good.length + more);
        boolean isSegment = name.endsWith(".cq4");
        journal.write(name, longer);
        tally.expect(
            more + " zeros behind " + name,
            isSegment ? Optional.of(Harmless.ZEROS_BEHIND_THE_END) : reason);
        longer[longer.length - 1] = 1;
        journal.write(name, longer);
        tally.expect(more + " bytes behind " + name, reason);
      }
      journal.restore(name);
    }
    tally.print();
  }

  private void cut(Tally tally, String name, int length, Optional<Harmless> reason)
      throws IOException {
    byte[] good = journal.bytes(name);
    try (FileChannel file = FileChannel.open(journal.path(name), StandardOpenOption.WRITE)) {
      file.truncate(length);
      tally.expect(name + " cut to " + length, reason);
      ByteBuffer rest = ByteBuffer.wrap(good, length, good.length - length);
      while (rest.hasRemaining()) {
        file.write(rest, rest.position());
      }
    }
  }

  private List<Integer> slice(SortedSet<Integer> all, int count) {
    List<Integer> some = new ArrayList<>(all);
    if (!Tally.isFull() && some.size() > count) {
      Collections.shuffle(some, random);
      some = some.subList(0, count - 2);
      some.add(all.first());
      some.add(all.last());
    }
    return some;
  }
}
