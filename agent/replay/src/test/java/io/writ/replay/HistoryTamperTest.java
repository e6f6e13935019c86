package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tamperings with the history of a journal or of a host: what a pinned key shows, what takes the
 * journal of the next boot, and what takes a checkpoint kept off the host.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTamperTest {
  private final Path root;
  private final Path elsewhere;
  private final SealedJournal first;
  private final SealedJournal second;

  HistoryTamperTest(@TempDir Path root, @TempDir Path elsewhere) throws Exception {
    this.root = root;
    this.elsewhere = elsewhere;
    first = SealedJournal.write(root);
    second = SealedJournal.write(root);
  }

  @AfterEach
  void putBack() throws IOException {
    first.restore();
    second.restore();
  }

  private static JournalSet set(Path... at) throws IOException {
    List<JournalFiles> journals = new ArrayList<>();
    for (Path path : at) {
      journals.addAll(JournalFiles.at(path));
    }
    return JournalSet.verify(journals, record -> {}, SealedJournal.pinned());
  }

  private static void assertBad(JournalVerdict verdict, String what) {
    BadRecord bad = verdict.firstBad();
    assertNotNull(bad, verdict::toString);
    assertTrue(bad.what().contains(what), bad::what);
  }

  /** The older copy is genuine: by itself it is what a crash at that time leaves. */
  @Test
  void rolledBackJournal_isCut_andTheNextBootsGenesisOrAKeptCheckpointShowsIt() throws Exception {
    SealedJournal.replaceAll(first.directory(), first.olderFiles());

    JournalVerdict alone = first.verify();
    assertEquals(State.CUT, alone.state(), alone::toString);
    assertTrue(alone.counts().records() < first.good().counts().records());
    JournalSet both = set(first.directory(), second.directory());
    assertBad(both.verdicts().get(0), "] says, found [");
    assertEquals(State.CLOSED, both.verdicts().get(1).state());

    first.restore("t/checkpoint"); // As someone off the host kept it.
    assertBad(first.verify(), "records as the checkpoint says, found");
  }

  @Test
  void rolledBackNewestJournal_isCut_andNothingOnTheHostShowsMore() throws Exception {
    SealedJournal.replaceAll(second.directory(), second.olderFiles());
    JournalSet both = set(first.directory(), second.directory());
    assertEquals(State.CLOSED, both.verdicts().get(0).state());
    assertEquals(State.CUT, both.verdicts().get(1).state());
    assertEquals(List.of(), both.missing());
  }

  @Test
  void truncatedAndContinued_theForgedRecordsAreCoveredByNoCheckpoint() throws Exception {
    Map<String, byte[]> forged = continued(first.olderFiles());
    SealedJournal.replaceAll(first.directory(), forged);

    JournalVerdict verdict = first.verify();
    assertEquals(State.CUT, verdict.state(), verdict::toString);
    assertEquals(olderSize(), verdict.seals().covered());
    assertTrue(verdict.counts().records() > verdict.seals().covered());

    first.restore("t/checkpoint");
    assertEquals(State.TAMPERED, first.verify().state());
  }

  @Test
  void truncatedBeforeTheOldestKeptCheckpoint_andContinued_isTampering() throws Exception {
    Map<String, byte[]> forged = new TreeMap<>(first.olderFiles());
    String name = "q/00000000.cq4";
    List<Excerpts.Piece> pieces = new ArrayList<>(Excerpts.of(first.bytes(name)).pieces());
    forged.keySet().removeIf(file -> file.endsWith(".cq4"));
    forged.put(name, new Excerpts(pieces.subList(0, 100), new byte[0]).print());
    SealedJournal.replaceAll(first.directory(), continued(forged));
    assertEquals(State.TAMPERED, first.verify().state());
  }

  /** The last segment gets one more record, and a proper end. */
  private Map<String, byte[]> continued(Map<String, byte[]> files) throws Exception {
    List<Excerpts.Piece> last = Excerpts.of(first.bytes("q/00000002.cq4")).records();
    Excerpts.Piece close = last.get(last.size() - 1).copy();
    close.record().putLong(SegmentCloseLayout.FLAGS, SegmentCloseLayout.FLAG_LAST);
    List<String> names = files.keySet().stream().filter(n -> n.endsWith(".cq4")).toList();
    List<Excerpts> segments = new ArrayList<>();
    for (String name : names) {
      segments.add(Excerpts.of(bytes(files, name)));
    }
    List<Excerpts.Piece> grown = new ArrayList<>(segments.remove(names.size() - 1).pieces());
    Excerpts.Piece denial =
        grown.stream()
            .filter(p -> p.isOf(RecordType.DECISION))
            .filter(p -> (p.record().getShort(6) & 4) == 0)
            .reduce((a, b) -> b)
            .orElseThrow();
    grown.add(denial.copy());
    grown.add(close);
    segments.add(new Excerpts(grown, new byte[0]));
    List<Excerpts> consistent = new Rechain().rewrite(segments);
    Map<String, byte[]> forged = new TreeMap<>(files);
    for (int i = 0; i < names.size(); i++) {
      forged.put(names.get(i), consistent.get(i).print());
    }
    return forged;
  }

  private static byte[] bytes(Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("no file [" + name + "]");
    }
    return bytes;
  }

  private long olderSize() {
    String checkpoint =
        new String(
            bytes(first.olderFiles(), "t/checkpoint"), java.nio.charset.StandardCharsets.UTF_8);
    return Long.parseLong(checkpoint.lines().toList().get(1));
  }

  /** Each SEAL repeats a checkpoint, and the tiles under it need no key. */
  @Test
  void cutBehindAnySealWithItsCheckpoint_isCut_andAKeptCheckpointShowsIt() throws Exception {
    Tally tally = new Tally("journals cut behind a SEAL", 0, first);
    SealCut cut = new SealCut(first);
    assertTrue(cut.seals() >= 6, () -> "seals: " + cut.seals());
    for (int seal = 0; seal < cut.seals(); seal++) {
      cut.write(seal);
      tally.expectCut("behind SEAL " + seal);
      first.restore("t/checkpoint");
      tally.expectTamperedBehindAPrefix("behind SEAL " + seal + ", checkpoint kept");
      assertBad(set(first.directory(), second.directory()).verdicts().get(0), "found [");
    }
    tally.print();
  }

  @Test
  void sealedByAnotherKey_isTampering_orUnpinnedSaysSo() throws Exception {
    SigningKey thief = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    Path forged = Files.createDirectories(elsewhere.resolve("thief"));
    Path journal = ForeignJournal.write(forged, thief);

    assertBad(SealedJournal.verify(journal), "expected one of the pinned keys, found [");

    JournalVerdict unpinned =
        new JournalVerifier(record -> {}, SealedJournal.unpinned())
            .verify(JournalFiles.at(journal).get(0));
    assertEquals(State.CLOSED, unpinned.state());
    assertTrue(unpinned.seals().isSigned());
    assertFalse(unpinned.seals().isPinned());
  }

  /** With the key itself, every byte can be made anew: the journal of the next boot remains. */
  @Test
  void replacedByAnotherJournalOfTheSameKey_isMissedByTheNextBootsGenesis() throws Exception {
    SealedJournal.deleteAll(first.directory());
    SealedJournal thirds = SealedJournal.write(elsewhere.resolve("stolen"));
    JournalSet both = set(thirds.directory(), second.directory());
    assertEquals(State.CLOSED, both.verdicts().get(0).state());
    assertEquals(List.of(String.valueOf(first.directory().getFileName())), both.missing());
  }

  @Test
  void journalsSwappedBetweenHosts_areStraysOrMissedByTheNextBoot() throws Exception {
    SealedJournal host = SealedJournal.write(elsewhere.resolve("host"));
    SealedJournal.replaceAll(first.directory(), host.files());
    SealedJournal.replaceAll(host.directory(), first.files());
    assertBad(first.verify(), "expected journal [" + first.directory().getFileName() + "], found");
    assertBad(host.verify(), "expected journal [" + host.directory().getFileName() + "], found");
  }

  @Test
  void fork_isTwoJournalsOfOneId_ofWhichTheNextBootVouchesForOne() throws Exception {
    Path fork = elsewhere.resolve("fork").resolve(first.directory().getFileName());
    SealedJournal.replaceAll(fork, first.olderFiles());

    JournalSet all = set(first.directory(), fork, second.directory());
    assertEquals(State.CLOSED, all.verdicts().get(0).state());
    assertBad(all.verdicts().get(1), "] says, found [");

    JournalSet withoutWitness = set(first.directory(), fork);
    assertEquals(State.CUT, withoutWitness.verdicts().get(1).state());
  }

  @Test
  void deletedJournal_isNamedAsMissing_unlessItIsTheNewest() throws Exception {
    SealedJournal.deleteAll(first.directory());
    assertEquals(List.of(String.valueOf(first.directory().getFileName())), set(root).missing());
    first.restore();
    SealedJournal.deleteAll(second.directory());
    JournalSet rest = set(root);
    assertEquals(List.of(), rest.missing());
    assertEquals(1, rest.verdicts().size());
  }

  @Test
  void journalThatDiedBeforeItsGenesis_isCutAndAccusesNobody() throws Exception {
    Path empty = elsewhere.resolve("empty");
    Files.createDirectories(empty.resolve("q"));
    Files.write(empty.resolve("q").resolve("00000000.cq4"), new byte[4_096]);
    JournalSet all =
        JournalSet.verify(
            List.of(JournalFiles.at(empty).get(0), JournalFiles.at(first.directory()).get(0)),
            record -> {});
    assertEquals(
        List.of(State.CUT, State.CLOSED),
        all.verdicts().stream().map(JournalVerdict::state).toList());
  }
}
