package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.PrunePlan.End;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.MerkleProofs;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileReader;
import io.writ.tlog.TlogProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a journal whose first segments were pruned verifies as the whole did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruneTest {
  private final PrunableJournal journal;
  private final Path at;

  PruneTest(@TempDir Path root) throws Exception {
    journal = PrunableJournal.write(root);
    at = journal.directory;
  }

  @AfterEach
  void putBack() throws IOException {
    journal.restore();
    try (Stream<Path> entries = Files.list(Objects.requireNonNull(at.getParent()))) {
      for (Path entry : entries.filter(e -> !e.equals(at)).toList()) {
        SealedJournal.deleteAll(entry);
      }
    }
  }

  private void assertAsWhole(JournalVerdict verdict, long pruned) {
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(State.CLOSED, verdict.state());
    assertEquals(journal.good.counts().records(), verdict.counts().records());
    assertEquals(journal.good.lastChainHex(), verdict.lastChainHex());
    assertEquals(journal.good.genesis(), verdict.genesis());
    assertEquals(journal.good.seals().rootHex(), verdict.seals().rootHex());
    assertEquals(journal.good.seals().covered(), verdict.seals().covered());
    if (pruned == 0) {
      assertNull(verdict.pruned());
    } else {
      assertEquals(pruned, Objects.requireNonNull(verdict.pruned()).records());
    }
  }

  private static final class Seen implements RecordVisitor {
    final List<Long> records = new ArrayList<>();
    final List<Long> configurations = new ArrayList<>();

    @Override
    public void visit(JournalRecord record) {
      assertEquals("com.acme.Payments#pay(J)V", record.site());
      records.add(record.sequence());
    }

    @Override
    public void configured(ConfigurationRecord record) {
      configurations.add(record.sequence());
    }
  }

  private static Seen seen(Path at) throws IOException {
    Seen seen = new Seen();
    JournalVerdict verdict =
        new JournalVerifier(seen, PrunableJournal.trust()).verify(PrunableJournal.files(at));
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    return seen;
  }

  @Test
  void everySegmentBoundary_verifiesAsTheWholeDid() throws Exception {
    Seen whole = seen(at);
    for (int first = 1; first < PrunableJournal.SEGMENTS; first++) {
      journal.restore();
      PrunableJournal.pruneFirst(at, first);
      assertEquals(PrunableJournal.SEGMENTS - first, PrunableJournal.segments(at).size());
      long records = PrunableJournal.statement(at).records();
      assertAsWhole(PrunableJournal.verify(at), records);
      Seen rest = seen(at);
      assertEquals(whole.records.stream().filter(n -> n >= records).toList(), rest.records);
      assertEquals(whole.configurations, rest.configurations);
      assertTrue(PrunableJournal.plan(at, PrunableJournal.NOW, End.OPEN).records() >= records);
    }
  }

  @Test
  void pruningAgain_endsAsPruningAtOnce() throws Exception {
    PrunableJournal.pruneFirst(at, 3);
    PruneStatement atOnce = PrunableJournal.statement(at);
    byte[] kept = Files.readAllBytes(journal.path("q").resolve(atOnce.keptFile()));
    journal.restore();
    for (int first = 1; first <= 3; first++) {
      PrunableJournal.pruneFirst(at, first);
      assertAsWhole(PrunableJournal.verify(at), PrunableJournal.statement(at).records());
    }
    assertEquals(atOnce, PrunableJournal.statement(at));
    assertArrayEquals(kept, Files.readAllBytes(journal.path("q").resolve(atOnce.keptFile())));
    assertEquals(2, prunedFiles().size(), prunedFiles()::toString);
  }

  private List<String> prunedFiles() throws IOException {
    try (Stream<Path> files = Files.list(journal.path("q"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("pruned"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whollyPruned_isFoundVerifiedAndLinkedByTheNextBoot() throws Exception {
    PrunableJournal.prune(at, PrunableJournal.FUTURE, End.ENDED);
    assertEquals(List.of(), PrunableJournal.segments(at));
    assertAsWhole(PrunableJournal.verify(at), journal.good.counts().records());
    assertTrue(seen(at).records.isEmpty());
    assertLinked();
    assertTrue(PrunableJournal.plan(at, PrunableJournal.FUTURE, End.ENDED).isEmpty());
  }

  @Test
  void partlyPruned_isLinkedByTheNextBoot() throws Exception {
    PrunableJournal.pruneFirst(at, 2);
    assertLinked();
  }

  private void assertLinked() throws Exception {
    Path root = Objects.requireNonNull(at.getParent());
    SegmentedJournal.open(PrunableJournal.options(root)).close();
    List<JournalFiles> both = BootOrder.sort(JournalFiles.at(root));
    JournalSet set = JournalSet.verify(both, record -> {}, PrunableJournal.trust());
    assertAsWhole(set.verdicts().get(0), PrunableJournal.statement(at).records());
    JournalVerdict next = set.verdicts().get(1);
    assertEquals(State.CLOSED, next.state());
    assertEquals(String.valueOf(at.getFileName()), next.genesis().get("previous.journal"));
    assertEquals("clean", next.genesis().get("previous.end"));
    assertEquals("sealed", next.genesis().get("previous.seal"));
    assertEquals(journal.good.seals().rootHex(), next.genesis().get("previous.root"));
    assertEquals(journal.good.lastChainHex(), next.genesis().get("previous.chain"));
    assertEquals(
        Long.toString(journal.good.counts().records()), next.genesis().get("previous.records"));
  }

  @Test
  void killBetweenAnyTwoOperations_leavesTheJournalAsBeforeOrAfter() throws Exception {
    int cases = 0;
    for (int begun = 0; begun <= 2; begun++) {
      boolean isWhole = begun == 2;
      for (int limit = 0; ; limit++) {
        journal.restore();
        if (begun > 0) {
          PrunableJournal.pruneFirst(at, 1);
        }
        long before = begun > 0 ? PrunableJournal.statement(at).records() : 0;
        long after = isWhole ? journal.good.counts().records() : recordsBefore(3);
        if (!isKilled(limit, isWhole)) {
          assertAsWhole(PrunableJournal.verify(at), after);
          break;
        }
        cases++;
        PrunedVerdict now = PrunableJournal.verify(at).pruned();
        long records = now == null ? 0 : now.records();
        assertTrue(records == before || records == after, "pruned: " + records);
        assertAsWhole(PrunableJournal.verify(at), records);
        assertTrue(!isKilled(Integer.MAX_VALUE, isWhole));
        assertAsWhole(PrunableJournal.verify(at), after);
        assertEquals(2, prunedFiles().size(), prunedFiles()::toString);
        assertEquals(
            isWhole ? 0 : PrunableJournal.SEGMENTS - 3, PrunableJournal.segments(at).size());
      }
    }
    assertTrue(cases > 20, "cases: " + cases);
    System.out.println("pruning killed between operations: " + cases + " cases");
  }

  private long recordsBefore(int segment) throws Exception {
    Path file = journal.path("q").resolve(SegmentName.of(segment));
    return Objects.requireNonNull(SegmentHead.find(file)).sequence();
  }

  private boolean isKilled(int limit, boolean isWhole) throws Exception {
    Path third = journal.path("q").resolve(SegmentName.of(3));
    boolean isThere = !isWhole && Files.exists(third);
    try {
      PrunableJournal.prune(
          at,
          isThere ? PrunableJournal.endOf(third) : PrunableJournal.FUTURE,
          isWhole ? End.ENDED : End.RUNNING,
          new FailingDisk(limit));
      return false;
    } catch (FailingDisk.Killed e) {
      return true;
    }
  }

  @Test
  void proofsOfWhatRemainsAndOfWhatWasKept_holdAgainstEveryCheckpoint() throws Exception {
    SignedNote last = SignedNote.read(journal.path("t/checkpoint"));
    Checkpoint checkpoint = Checkpoint.parse(last.unverifiedText());
    long oldSize = checkpoint.size() / 3;
    byte[] oldRoot;
    try (TrailingTree tree = new TrailingTree(PrunableJournal.files(at), null)) {
      oldRoot = tree.rootAt(oldSize);
    }
    PrunableJournal.pruneFirst(at, 3);
    TileReader tiles = new TileReader(journal.path("t"), checkpoint.size());
    assertTrue(
        MerkleProofs.isConsistent(
            oldSize,
            oldRoot,
            checkpoint.size(),
            checkpoint.rootHash(),
            tiles.consistencyProof(oldSize)));
    NoteKey key = NoteKey.parse(Objects.requireNonNull(journal.good.seals().key()));
    List<Path> files = new ArrayList<>(PrunableJournal.segments(at));
    files.add(journal.path("q").resolve(PrunableJournal.statement(at).keptFile()));
    int proofs = 0;
    for (Path file : files) {
      for (Excerpts.Piece piece : Excerpts.of(Files.readAllBytes(file)).records()) {
        byte[] record = new byte[piece.record().limit()];
        piece.record().get(record);
        long sequence = piece.record().getLong(io.writ.core.lineage.RecordLayout.SEQUENCE);
        TlogProof proof = new TlogProof(null, sequence, tiles.inclusionProof(sequence), last);
        proof.verify(MerkleHash.leaf(record), key.name(), Set.of(key), PrunableJournal.SIGNATURES);
        proofs++;
      }
    }
    assertTrue(proofs > 100, "proofs: " + proofs);
  }

  @Test
  void withoutTheRetentionKey_theRecordsAreMissing() throws Exception {
    PrunableJournal.pruneFirst(at, 2);
    PruneStatement statement = PrunableJournal.statement(at);
    String expected =
        "records 0 to "
            + (statement.records() - 1)
            + " are missing; ["
            + statement.vkey()
            + "] says that they were pruned: name it with --retention-key if that is the one";
    Set<io.writ.core.jws.PublicKey> other = Set.of(PrunableJournal.newKey().publicKey());
    for (SealTrust trust :
        List.of(
            SealTrust.rootsOnly(),
            new SealTrust(PrunableJournal.SIGNATURES, Set.of()),
            new SealTrust(PrunableJournal.SIGNATURES, Set.of(), other))) {
      JournalVerdict verdict = PrunableJournal.verify(at, trust);
      assertEquals(State.TAMPERED, verdict.state());
      BadRecord bad = verdict.firstBad();
      assertNotNull(bad);
      assertEquals(expected, bad.what());
      assertNull(verdict.pruned());
      assertEquals(journal.good.genesis(), verdict.genesis());
    }
  }

  @Test
  void momentThatNoNoteCanSay_prunesNothing() throws Exception {
    PrunePlan plan = PrunableJournal.plan(at, PrunableJournal.FUTURE, End.ENDED);
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                Pruning.carryOut(
                    plan,
                    journal.good,
                    PrunableJournal.RETENTION,
                    java.time.Instant.EPOCH,
                    RetentionDisk.real()));
    assertEquals(
        "a note that nobody could read, at the moment [1970-01-01T00:00:00Z]",
        refused.getMessage());
    assertAsWhole(PrunableJournal.verify(at), 0);
  }

  @Test
  void whatIsYoungNotCoveredOrStillNeeded_stays() throws Exception {
    assertTrue(PrunableJournal.plan(at, java.time.Instant.EPOCH, End.ENDED).isEmpty());
    assertEquals(
        PrunableJournal.SEGMENTS - 2,
        PrunableJournal.plan(at, PrunableJournal.FUTURE, End.RUNNING).segments().size());
    assertEquals(
        PrunableJournal.SEGMENTS - 1,
        PrunableJournal.plan(at, PrunableJournal.FUTURE, End.OPEN).segments().size());
    PrunePlan all = PrunableJournal.plan(at, PrunableJournal.FUTURE, End.ENDED);
    assertEquals(journal.good.counts().records(), all.records());
    long bytes = 0;
    for (Path file : PrunableJournal.segments(at)) {
      bytes += Files.size(file);
    }
    assertEquals(bytes, all.bytes());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Pruning.carryOut(
                all, journal.good, PrunableJournal.KEY, PrunableJournal.NOW, RetentionDisk.real()));
  }
}
