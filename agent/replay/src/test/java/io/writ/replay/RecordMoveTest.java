package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records swapped, dropped and repeated in a sealed journal: once as whoever does not know the
 * format moves them, once with all sums computed anew, as whoever knows it and lacks the key does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordMoveTest {
  private static final long SEED = Long.getLong("writ.tamper.seed", 20_261_125L);
  private static final int FULL = 2_000;
  private static final int SLICE = 25;

  private final SealedJournal journal;
  private final List<String> names;
  private final List<Excerpts> segments;
  private final List<Spot> spots = new ArrayList<>();
  private final Random random = new Random(SEED);

  RecordMoveTest(@TempDir Path root) throws Exception {
    journal = SealedJournal.write(root);
    names = List.copyOf(journal.segments().keySet());
    segments = List.copyOf(journal.segments().values());
    for (int i = 0; i < segments.size(); i++) {
      List<Excerpts.Piece> pieces = segments.get(i).pieces();
      for (int j = 0; j < pieces.size(); j++) {
        if (!pieces.get(j).isMetadata()) {
          spots.add(new Spot(i, j));
        }
      }
    }
    assertEquals(journal.chains().size(), spots.size());
  }

  /** Where a record is: its segment, and its place among the excerpts there. */
  private record Spot(int segment, int piece) {}

  /** Changes copies of the lists of excerpts; says what it did. */
  private interface Move {
    String make(List<List<Excerpts.Piece>> lists, int record);
  }

  @Test
  void swappedRecords_areDetected() throws Exception {
    tryAll("swapped", this::swap);
  }

  @Test
  void droppedRecords_areDetected() throws Exception {
    tryAll("dropped", this::drop);
  }

  @Test
  void repeatedRecords_areDetected() throws Exception {
    tryAll("repeated", this::repeat);
  }

  @Test
  void recordsMovedToAnotherSegment_areDetected() throws Exception {
    tryAll("moved to another segment", this::moveAway);
  }

  @Test
  void rewrittenWithoutAnyMove_theJournalIsTheSame() throws Exception {
    List<Excerpts> same = new Rechain().rewrite(segments);
    for (int i = 0; i < same.size(); i++) {
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          journal.bytes(names.get(i)), same.get(i).print());
    }
  }

  /** With its neighbour, or with any other, of whatever segment. */
  private String swap(List<List<Excerpts.Piece>> lists, int record) {
    int other = record + 1;
    if (other == spots.size() || random.nextBoolean()) {
      other = (record + 1 + random.nextInt(spots.size() - 1)) % spots.size();
    }
    Spot a = spots.get(record);
    Spot b = spots.get(other);
    Excerpts.Piece first = piece(a);
    lists.get(a.segment()).set(a.piece(), piece(b));
    lists.get(b.segment()).set(b.piece(), first);
    return record + " and " + other;
  }

  private String drop(List<List<Excerpts.Piece>> lists, int record) {
    Spot spot = spots.get(record);
    lists.get(spot.segment()).remove(spot.piece());
    return "" + record;
  }

  /** Behind itself, or anywhere. */
  private String repeat(List<List<Excerpts.Piece>> lists, int record) {
    int behind = random.nextBoolean() ? record : random.nextInt(spots.size());
    Spot to = spots.get(behind);
    lists.get(to.segment()).add(to.piece() + 1, piece(spots.get(record)));
    return record + " behind " + behind;
  }

  private String moveAway(List<List<Excerpts.Piece>> lists, int record) {
    Spot from = spots.get(record);
    int segment = (from.segment() + 1 + random.nextInt(segments.size() - 1)) % segments.size();
    List<Excerpts.Piece> target = lists.get(segment);
    int first = 0;
    while (target.get(first).isMetadata()) {
      first++;
    }
    int at = first + random.nextInt(target.size() - first + 1);
    target.add(at, piece(from));
    lists.get(from.segment()).remove(from.piece());
    return record + " to " + segment + "/" + at;
  }

  private Excerpts.Piece piece(Spot spot) {
    return segments.get(spot.segment()).pieces().get(spot.piece());
  }

  private void tryAll(String name, Move move) throws Exception {
    Tally raw = new Tally("records " + name + ", bytes alone", SEED, journal);
    Tally forged = new Tally("records " + name + ", sums computed anew", SEED, journal);
    int count = Tally.isFull() ? FULL : SLICE;
    for (int i = 0; i < count; i++) {
      int record = Tally.isFull() ? i % spots.size() : edgeOrAny(i);
      List<List<Excerpts.Piece>> lists = new ArrayList<>();
      segments.forEach(segment -> lists.add(new ArrayList<>(segment.pieces())));
      String what = move.make(lists, record);
      List<Excerpts> bad = new ArrayList<>();
      for (int s = 0; s < lists.size(); s++) {
        bad.add(new Excerpts(lists.get(s), segments.get(s).rest()));
      }
      write(bad);
      raw.expectTamperedBehindAPrefix(what);
      write(new Rechain().rewrite(bad));
      forged.expectTampered(what);
    }
    write(segments);
    assertEquals(journal.good(), journal.verify());
    raw.print();
    forged.print();
  }

  /** The first and the last ones are special. */
  private int edgeOrAny(int i) {
    int size = spots.size();
    return i < 4 ? i : i < 8 ? size - 1 - (i - 4) : random.nextInt(size);
  }

  private void write(List<Excerpts> all) throws IOException {
    for (int i = 0; i < all.size(); i++) {
      journal.write(names.get(i), all.get(i).print());
    }
  }
}
