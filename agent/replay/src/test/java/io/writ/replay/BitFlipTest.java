package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.replay.Tally.Harmless;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One bit changed, anywhere in a sealed journal: found, or of no meaning for a stated reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitFlipTest {
  private static final long SEED = Long.getLong("writ.tamper.seed", 20_261_123L);
  private static final List<RecordType> WRITTEN =
      List.of(
          RecordType.GENESIS,
          RecordType.DICT,
          RecordType.DECISION,
          RecordType.OUTCOME,
          RecordType.CONFIG,
          RecordType.SEAL,
          RecordType.HEARTBEAT,
          RecordType.SEG_OPEN,
          RecordType.SEG_CLOSE);

  private final SealedJournal journal;
  private final Random random = new Random(SEED);

  BitFlipTest(@TempDir Path root) throws Exception {
    journal = SealedJournal.write(root);
  }

  /** A bit of a file; 8 × byte + bit. */
  private record Bit(String file, long bit) {}

  @Test
  void everyBitOfTheHeadsOfEachType_isDetected() throws Exception {
    List<Bit> bits = new ArrayList<>();
    for (RecordType type : WRITTEN) {
      List<Bit> ofType = new ArrayList<>();
      List<Bit> heads = heads(type);
      assertTrue(!heads.isEmpty(), () -> "no record of type " + type);
      Bit first = heads.get(0);
      Bit last = heads.get(heads.size() - 1);
      Bit between = heads.get(random.nextInt(heads.size()));
      for (Bit head : new java.util.LinkedHashSet<>(List.of(first, between, last))) {
        int headBits = 8 * (ExcerptHeader.BYTES + RecordLayout.TAIL);
        for (int bit = 0; bit < headBits; bit++) {
          ofType.add(new Bit(head.file(), head.bit() + bit));
        }
      }
      Collections.shuffle(ofType, random);
      bits.addAll(Tally.isFull() ? ofType : ofType.subList(0, 90));
    }
    flip("bits of heads", bits);
  }

  @Test
  void everyBitOfTheCheckpoint_isDetected() throws Exception {
    List<Bit> bits = new ArrayList<>();
    for (long bit = 0; bit < 8L * journal.bytes("t/checkpoint").length; bit++) {
      bits.add(new Bit("t/checkpoint", bit));
    }
    Collections.shuffle(bits, random);
    flip("bits of the checkpoint", Tally.isFull() ? bits : bits.subList(0, 140));
  }

  @Test
  void bitsAnywhere_areDetectedOrHarmless() throws Exception {
    List<Bit> bits = new ArrayList<>();
    List<String> names = List.copyOf(journal.files().keySet());
    List<String> segments = List.copyOf(journal.segments().keySet());
    int count = Tally.isFull() ? 60_000 : 1_400;
    for (int i = 0; i < count; i++) {
      List<String> of = i % 2 == 0 ? segments : names;
      String name = of.get(random.nextInt(of.size()));
      int length = journal.bytes(name).length;
      if (length > 0) {
        bits.add(new Bit(name, 8L * random.nextInt(length) + random.nextInt(8)));
      }
    }
    flip("bits anywhere", bits);
  }

  /** The queue's own bytes are few among millions, so that chance alone hardly meets them. */
  @Test
  void bitsOfTheQueuesOwnBytesMarksAndPadding_areDetectedOrHarmless() throws Exception {
    List<Bit> bits = new ArrayList<>();
    int count = Tally.isFull() ? 1_500 : 40;
    journal
        .segments()
        .forEach(
            (name, segment) -> {
              for (Excerpts.Piece piece : segment.pieces()) {
                if (piece.isMetadata()) {
                  addFrom(bits, name, piece.at(), ExcerptHeader.BYTES, 12);
                  addFrom(bits, name, piece.at(), piece.lengthBytes(), count);
                }
              }
              addFrom(bits, name, segment.end(), Math.min(8, segment.rest().length), 48);
              addFrom(bits, name, segment.end(), segment.rest().length, count);
            });
    flip("bits of metadata, marks and padding", bits);
  }

  private void addFrom(List<Bit> bits, String name, int at, int length, int count) {
    for (int i = 0; length > 0 && i < count; i++) {
      bits.add(new Bit(name, 8L * (at + random.nextInt(length)) + random.nextInt(8)));
    }
  }

  private List<Bit> heads(RecordType type) {
    List<Bit> found = new ArrayList<>();
    journal
        .segments()
        .forEach(
            (name, segment) ->
                segment.records().stream()
                    .filter(piece -> piece.isOf(type))
                    .forEach(piece -> found.add(new Bit(name, 8L * piece.at()))));
    return found;
  }

  private void flip(String name, List<Bit> bits) throws IOException {
    Tally tally = new Tally(name, SEED, journal);
    Map<String, Excerpts> segments = journal.segments();
    for (Bit bit : bits) {
      long at = bit.bit() / 8;
      byte good = journal.bytes(bit.file())[(int) at];
      byte bad = (byte) (good ^ (1 << (bit.bit() % 8)));
      try (FileChannel file =
          FileChannel.open(journal.path(bit.file()), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {bad}), at);
        String where = "bit " + bit.bit() % 8 + " of byte " + at + " of " + bit.file();
        tally.expect(where, reasonFor(segments, bit.file(), (int) at));
        file.write(ByteBuffer.wrap(new byte[] {good}), at);
      }
    }
    tally.print();
    assertTrue(tally.total() == bits.size());
  }

  private Optional<Harmless> reasonFor(Map<String, Excerpts> segments, String name, int at) {
    Excerpts segment = segments.get(name);
    if (segment != null && segment.isMetadata(at)) {
      return Optional.of(Harmless.CHRONICLE_METADATA);
    }
    return TileNames.reasonFor(name, journal.chains().size());
  }
}
