package io.writ.replay;

import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import io.writ.crypto.SigningKey;
import io.writ.journal.seal.CheckpointFile;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileDisk;
import io.writ.tlog.TileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Writes hostile journals: two segments of what a real one holds, spoilt among its records, made
 * consistent and sealed by its author's own key, then spoilt among its files.
 */
final class HostileJournals {
  private static final int PER_SEGMENT = 40;

  private final List<List<Excerpts.Piece>> good = new ArrayList<>();
  private final Map<String, String> genesis;
  private final NoteKey key;
  private final SigningKey signer;
  private final HostileFiles files;

  HostileJournals(SealedJournal of, SigningKey signer, HostileFiles files) throws MalformedTail {
    this.signer = signer;
    this.files = files;
    genesis = of.good().genesis();
    key = CheckpointFile.keyOf(UUID.fromString(id()), signer);
    List<Excerpts> segments = List.copyOf(of.segments().values());
    List<Excerpts.Piece> last = segments.get(segments.size() - 1).records();
    Set<Long> decisions = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      List<Excerpts.Piece> records = segments.get(i).records();
      List<Excerpts.Piece> some = new ArrayList<>();
      for (Excerpts.Piece piece : records.subList(0, PER_SEGMENT)) {
        ByteBuffer record = piece.record();
        boolean isOrphan =
            piece.isOf(RecordType.OUTCOME)
                && !decisions.contains(record.getLong(RecordLayout.DECISION_SEQUENCE));
        if (piece.isOf(RecordType.DECISION)) {
          decisions.add(record.getLong(RecordLayout.SEQUENCE));
        }
        if (!piece.isOf(RecordType.SEAL) && !isOrphan) {
          some.add(piece);
        }
      }
      List<Excerpts.Piece> closing = i == 0 ? records : last;
      some.add(closing.get(closing.size() - 1));
      good.add(some);
    }
    if (TailReader.genesis(good.get(0).get(0).record()).isEmpty()) {
      throw new IllegalStateException("a GENESIS without words");
    }
  }

  /** The journal's id, in GENESIS. */
  String id() {
    return genesis.getOrDefault("journal", "");
  }

  /** What was spoilt, for messages. */
  String write(Path directory, Random random) throws Exception {
    HostileRecords among = any(HostileRecords.values(), random);
    HostileFiles.Kind behind =
        random.nextInt(3) == 0 ? HostileFiles.Kind.NONE : any(HostileFiles.Kind.values(), random);
    write(directory, among, behind, random);
    return among + " and " + behind;
  }

  void write(Path directory, HostileRecords among, HostileFiles.Kind behind, Random random)
      throws Exception {
    List<Excerpts> segments = spoilt(among, random);
    SealedJournal.deleteAll(directory);
    Path queue = Files.createDirectories(directory.resolve("q"));
    for (int i = 0; i < segments.size(); i++) {
      Files.write(queue.resolve(SegmentName.of(i)), segments.get(i).print());
    }
    seal(Files.createDirectory(directory.resolve("t")), segments);
    files.spoil(directory, behind, random);
  }

  private List<Excerpts> spoilt(HostileRecords among, Random random)
      throws GeneralSecurityException {
    Map<String, String> words = new LinkedHashMap<>(genesis);
    words.put("journal.key", key.print());
    List<Excerpts> segments = new ArrayList<>();
    int hit = random.nextInt(good.size());
    for (int i = 0; i < good.size(); i++) {
      List<Excerpts.Piece> pieces = new ArrayList<>();
      good.get(i).forEach(piece -> pieces.add(piece.copy()));
      if (i == hit) {
        among.spoil(pieces, words, random);
      }
      segments.add(new Excerpts(pieces, new byte[0]));
    }
    List<Excerpts.Piece> first = new ArrayList<>(segments.get(0).pieces());
    if (first.get(0).isOf(RecordType.GENESIS)) {
      first.set(0, HostileRecords.genesis(first.get(0), words));
    }
    segments.set(0, new Excerpts(first, new byte[0]));
    return new Rechain().rewrite(segments);
  }

  private void seal(Path t, List<Excerpts> segments) throws IOException {
    TileWriter tiles = TileWriter.create(t, TileDisk.real());
    for (Excerpts segment : segments) {
      for (Excerpts.Piece piece : segment.records()) {
        ByteBuffer record = piece.record();
        byte[] bytes = new byte[record.limit()];
        record.get(bytes);
        tiles.append(MerkleHash.leaf(bytes));
      }
    }
    tiles.publish(false);
    String text = new Checkpoint(key.name(), tiles.size(), tiles.root(), List.of()).print();
    Files.write(t.resolve(CheckpointNames.FILE), SignedNote.sign(text, key, signer).print());
  }

  private static <T> T any(T[] of, Random random) {
    return of[random.nextInt(of.length)];
  }
}
