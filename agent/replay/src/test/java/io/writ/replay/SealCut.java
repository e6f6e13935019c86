package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SealLayout;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.TileDisk;
import io.writ.tlog.TileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Cuts a journal behind one of its SEALs and makes the tiles and the checkpoint that belonged to
 * that SEAL, out of the journal alone: neither a key nor an older copy is needed.
 */
final class SealCut {
  private final SealedJournal journal;
  private final List<Excerpts.Piece> records = new ArrayList<>();
  private final List<Integer> seals = new ArrayList<>();

  SealCut(SealedJournal journal) {
    this.journal = journal;
    journal.segments().values().forEach(segment -> records.addAll(segment.records()));
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).isOf(RecordType.SEAL)) {
        seals.add(i);
      }
    }
  }

  int seals() {
    return seals.size();
  }

  void write(int number) throws IOException {
    journal.restore();
    int last = seals.get(number);
    int before = 0;
    for (Map.Entry<String, Excerpts> segment : journal.segments().entrySet()) {
      List<Excerpts.Piece> own = segment.getValue().records();
      if (before > last) {
        Files.delete(journal.path(segment.getKey()));
      } else if (before + own.size() > last) {
        int end = own.get(last - before).end();
        journal.write(segment.getKey(), Arrays.copyOf(journal.bytes(segment.getKey()), end));
      }
      before += own.size();
    }
    seal(records.get(last).record());
  }

  private void seal(ByteBuffer seal) throws IOException {
    Path t = journal.path("t");
    SealedJournal.deleteAll(t);
    Files.createDirectory(t);
    TileWriter tiles = TileWriter.create(t, TileDisk.real());
    long size = seal.getLong(SealLayout.SIZE);
    for (Excerpts.Piece piece : records.subList(0, (int) size)) {
      byte[] bytes = new byte[piece.record().limit()];
      piece.record().get(bytes);
      tiles.append(MerkleHash.leaf(bytes));
    }
    tiles.publish(false);
    byte[] root = new byte[RecordLayout.DIGEST_BYTES];
    seal.get(SealLayout.ROOT, root);
    byte[] signature = new byte[4 + SealLayout.SIGNATURE_BYTES];
    seal.get(SealLayout.KEY_ID, signature);
    String name = "writ.journal/" + journal.directory().getFileName();
    String text = new Checkpoint(name, size, root, List.of()).print();
    String line = "\u2014 " + name + " " + Base64.getEncoder().encodeToString(signature);
    Files.write(
        t.resolve("checkpoint"), (text + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
