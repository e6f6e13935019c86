package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import io.writ.replay.JournalVerdict.State;
import io.writ.tlog.TileDisk;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(30);

  private final Path root;
  private final Path elsewhere;
  private final SigningKey key = newKey();
  private final SealOptions fast =
      SealOptions.of(key, new Signatures(), "file").every(100, SOON, NEVER);

  SealTest(@TempDir Path root, @TempDir Path elsewhere) {
    this.root = root;
    this.elsewhere = elsewhere;
  }

  private static SigningKey newKey() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  private SegmentedJournal open(SealOptions how) throws Exception {
    return SegmentedJournal.open(TestJournals.options(root).withSegmentBytes(1 << 20).sealed(how));
  }

  private static void append(SegmentedJournal journal, int count) {
    for (int i = 0; i < count; i++) {
      journal.append(TestJournals.denial(journal, 1 + i, 0));
    }
  }

  private JournalVerdict verify(Path at, SigningKey pinned) throws IOException {
    SealTrust trust = new SealTrust(new Signatures(), Set.of(pinned.publicKey()));
    return new JournalVerifier(record -> {}, trust).verify(JournalFiles.at(at).get(0));
  }

  private JournalVerdict verify(Path at) throws IOException {
    return verify(at, key);
  }

  /** A closed journal of four segments. */
  private Path closed() throws Exception {
    try (SegmentedJournal journal = open(fast)) {
      for (int i = 0; i < 10; i++) {
        append(journal, 1_000);
        awaitCovered(journal, 1_000L * i);
      }
      return journal.directory();
    }
  }

  private static void awaitCovered(SegmentedJournal journal, long records) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (covered(journal.directory()) <= records) {
      assertTrue(System.nanoTime() < deadline, "no checkpoint over " + records + " records");
      Thread.onSpinWait();
    }
  }

  private static long covered(Path journal) throws IOException {
    return Long.parseLong(Files.readAllLines(journal.resolve("t/checkpoint")).get(1));
  }

  /** Of a journal that is written meanwhile, too: no checkpoint comes between its files. */
  private Path copy(Path journal) throws IOException {
    while (true) {
      byte[] before = Files.readAllBytes(journal.resolve("t/checkpoint"));
      Path copy = copyOnce(journal);
      if (Arrays.equals(before, Files.readAllBytes(journal.resolve("t/checkpoint")))
          && Arrays.equals(before, Files.readAllBytes(copy.resolve("t/checkpoint")))) {
        return copy;
      }
    }
  }

  private Path copyOnce(Path journal) throws IOException {
    Path to = Files.createTempDirectory(elsewhere, "copy").resolve(journal.getFileName());
    try (Stream<Path> files = Files.walk(journal)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(journal.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  private static void assertTampered(JournalVerdict verdict, String what) {
    assertEquals(State.TAMPERED, verdict.state(), what);
    BadRecord bad = verdict.firstBad();
    assertTrue(bad != null && bad.what().contains(what), () -> String.valueOf(bad));
  }

  @Test
  void closedJournal_isCoveredToItsEnd_byThePinnedKey() throws Exception {
    JournalVerdict verdict = verify(closed());
    assertNull(verdict.firstBad());
    assertEquals(State.CLOSED, verdict.state());
    assertEquals(verdict.counts().records(), verdict.seals().covered());
    assertTrue(verdict.seals().seals() >= 3, () -> verdict.seals().toString());
    assertTrue(verdict.seals().isPinned());
    assertTrue(verdict.seals().isSigned());
    assertEquals("file", verdict.seals().keyOrigin());
  }

  @Test
  void openJournal_isCut_andCoveredToTheLastCheckpoint() throws Exception {
    try (SegmentedJournal journal = open(fast)) {
      append(journal, 500);
      awaitCovered(journal, 500);
      Path copy = copy(journal.directory());
      JournalVerdict verdict = verify(copy);
      assertNull(verdict.firstBad());
      assertEquals(State.CUT, verdict.state());
      assertTrue(verdict.seals().covered() > 500, () -> verdict.seals().toString());
    }
  }

  @Test
  void silence_isRecordedAndSealed() throws Exception {
    SealOptions beating =
        SealOptions.of(key, new Signatures(), "boot").every(100, SOON, Duration.ofMillis(60));
    try (SegmentedJournal journal = open(beating)) {
      awaitCovered(journal, 8); // GENESIS, and then heartbeats and seals alone
      JournalVerdict verdict = verify(copy(journal.directory()));
      assertNull(verdict.firstBad());
      assertEquals(0, verdict.counts().denied());
      assertTrue(verdict.seals().seals() >= 4, () -> verdict.seals().toString());
      assertTrue(verdict.seals().longestSilenceNanos() >= 60_000_000L);
    }
  }

  @Test
  void anotherKey_isNotTakenForThePinnedOne() throws Exception {
    Path journal = closed();
    assertTampered(verify(journal, newKey()), "expected one of the pinned keys");
  }

  @Test
  void journalWithoutCheckpoints_isNotTakenForASealedOne() throws Exception {
    TestJournals.small(root, 3);
    assertTampered(verify(root), "expected a journal that a pinned key sealed");
  }

  @Test
  void lastSegmentTakenAway_isMissedByTheCheckpoint() throws Exception {
    Path journal = closed();
    Path queue = journal.resolve("q");
    long last = 0;
    while (Files.exists(queue.resolve(SegmentName.of(last + 1)))) {
      last++;
    }
    assertTrue(last >= 2, "segments: " + last);
    Files.delete(queue.resolve(SegmentName.of(last)));
    assertTampered(verify(journal), "records as the checkpoint says, found");
  }

  @Test
  void everyFileOfTheTree_isMissedOrFoundChanged() throws Exception {
    Path journal = closed();
    List<Path> files;
    try (Stream<Path> found = Files.walk(journal.resolve("t"))) {
      files = found.filter(Files::isRegularFile).map(journal::relativize).toList();
    }
    assertTrue(files.size() > 30, files::toString);
    long size = covered(journal);
    for (Path file : files) {
      if (isOfAnEarlierTree(file, size)) {
        continue; // Nobody reads it: a fuller one of the same tile is there.
      }
      Path without = copy(journal);
      Files.delete(without.resolve(file));
      assertEquals(State.TAMPERED, verify(without).state(), () -> file + " deleted");
      Path flipped = copy(journal);
      byte[] bytes = Files.readAllBytes(flipped.resolve(file));
      bytes[bytes.length / 2] ^= 4;
      Files.write(flipped.resolve(file), bytes);
      assertEquals(State.TAMPERED, verify(flipped).state(), () -> file + " flipped");
    }
  }

  /** {@code t/tile/LEVEL/N.p/WIDTH} of another width than the tree of this size has. */
  private static boolean isOfAnEarlierTree(Path file, long size) {
    if (!file.toString().contains(".p/")) {
      return false;
    }
    int level = Integer.parseInt(file.getName(2).toString());
    return Long.parseLong(String.valueOf(file.getFileName())) != (size >> (8 * level)) % 256;
  }

  @Test
  void olderCheckpoint_isNotTakenForTheNewest() throws Exception {
    Path journal;
    byte[] old;
    try (SegmentedJournal open = open(fast)) {
      append(open, 300);
      awaitCovered(open, 300);
      old = Files.readAllBytes(open.directory().resolve("t/checkpoint"));
      append(open, 300);
      awaitCovered(open, 600);
      append(open, 300);
      awaitCovered(open, 900);
      journal = open.directory();
    }
    Files.write(journal.resolve("t/checkpoint"), old);
    assertTampered(verify(journal), "records as SEALs say, found one over");
  }

  @Test
  void closingRecordThatNoCheckpointCovers_isNotAProvenEnd() throws Exception {
    Path journal;
    byte[] last;
    try (SegmentedJournal open = open(fast.every(100, SOON, NEVER))) {
      append(open, 300);
      awaitCovered(open, 300);
      journal = open.directory();
      last = Files.readAllBytes(journal.resolve("t/checkpoint"));
    }
    Files.write(journal.resolve("t/checkpoint"), last);
    JournalVerdict verdict = verify(journal);
    assertNull(verdict.firstBad());
    assertEquals(State.CUT, verdict.state());
  }

  @Test
  void checkpointThatCannotBeWritten_leavesOnlyDenials() throws Exception {
    AtomicBoolean isFull = new AtomicBoolean();
    try (SegmentedJournal journal = open(fast.on(disk(isFull)))) {
      append(journal, 10);
      isFull.set(true);
      RecordSinkFailure failure = awaitFailure(journal);
      assertTrue(failure.takesDenials());
      String message = String.valueOf(failure.getMessage());
      String end =
          "no further checkpoint can be written [no space]; every governed call is denied until"
              + " this service restarts with space and access there";
      assertTrue(message.endsWith(end), message);
      append(journal, 10); // denials
      assertThrows(RecordSinkFailure.class, journal::close);
      JournalVerdict verdict = verify(journal.directory());
      assertNull(verdict.firstBad());
      assertEquals(State.CUT, verdict.state());
      assertTrue(verdict.counts().denied() >= 20, () -> verdict.counts().toString());
    }
  }

  @Test
  void errorOfTheJvm_isMendedFromTheLastCheckpoint() throws Exception {
    AtomicBoolean isOut = new AtomicBoolean();
    AtomicInteger failures = new AtomicInteger();
    Supplier<Throwable> outOfMemory =
        () -> new OutOfMemoryError("failure " + failures.incrementAndGet());
    Path journal;
    try (SegmentedJournal open = open(fast.on(disk(isOut, outOfMemory)))) {
      append(open, 300);
      awaitCovered(open, 300);
      isOut.set(true);
      append(open, 300);
      while (failures.get() < 3) {
        Thread.onSpinWait();
      }
      isOut.set(false);
      awaitCovered(open, 600);
      long ignored = open.append(TestJournals.decision(open, 5_000, 0));
      journal = open.directory();
    }
    JournalVerdict verdict = verify(journal);
    assertNull(verdict.firstBad());
    assertEquals(State.CLOSED, verdict.state());
  }

  private static RecordSinkFailure awaitFailure(SegmentedJournal journal) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    for (long execution = 1_000; System.nanoTime() < deadline; execution++) {
      try {
        journal.append(TestJournals.decision(journal, execution, 0));
      } catch (RecordSinkFailure e) {
        return e;
      }
    }
    throw new AssertionError("a journal without checkpoints goes on");
  }

  private static TileDisk disk(AtomicBoolean isFull) {
    return disk(isFull, () -> new IOException("no space"));
  }

  private static TileDisk disk(AtomicBoolean isFull, Supplier<Throwable> failure) {
    TileDisk real = TileDisk.real();
    return (TileDisk)
        Proxy.newProxyInstance(
            SealTest.class.getClassLoader(),
            new Class<?>[] {TileDisk.class},
            (proxy, method, arguments) -> {
              if (isFull.get()) {
                throw failure.get();
              }
              @Nullable Object result = method.invoke(real, arguments);
              return result;
            });
  }

  @Test
  void sealRecord_withAWrongRoot_isFound() throws Exception {
    Path journal = closed();
    // Whoever can re-compute the chain cannot sign: the same key is not there.
    SigningKey thief = newKey();
    assertFalse(thief.publicKey().equals(key.publicKey()));
    byte[] before = Files.readAllBytes(journal.resolve("t/checkpoint"));
    String[] lines = new String(before, java.nio.charset.StandardCharsets.UTF_8).split("\n", -1);
    lines[1] = Long.toString(Long.parseLong(lines[1]) - 1);
    Files.writeString(journal.resolve("t/checkpoint"), String.join("\n", lines));
    assertTampered(verify(journal), "is not its own");
    Files.write(journal.resolve("t/checkpoint"), before);
    assertArrayEquals(before, Files.readAllBytes(journal.resolve("t/checkpoint")));
    assertEquals(State.CLOSED, verify(journal).state());
  }

  /** As a killed process leaves it: a copy of what was there while it ran. */
  private Path killed(SealOptions how) throws Exception {
    Path copy;
    try (SegmentedJournal journal = open(how)) {
      append(journal, 400);
      awaitCovered(journal, 400);
      append(journal, 50);
      copy = copy(journal.directory());
    }
    Path own = Files.createTempDirectory(elsewhere, "root").resolve(copy.getFileName());
    Files.move(copy, own);
    return own;
  }

  private static Path rootOf(Path journal) {
    return Objects.requireNonNull(journal.getParent());
  }

  private JournalVerdict nextBoot(Path journal, SealOptions how) throws Exception {
    Path parent = rootOf(journal);
    SegmentedJournal.open(TestJournals.options(parent).withSegmentBytes(1 << 20).sealed(how))
        .close();
    SealTrust trust = new SealTrust(new Signatures(), Set.of());
    List<JournalFiles> both = BootOrder.sort(JournalFiles.at(parent));
    assertEquals(2, both.size());
    JournalSet set = JournalSet.verify(both, record -> {}, trust);
    assertEquals(State.CLOSED, set.verdicts().get(1).state());
    assertEquals("cut", set.verdicts().get(1).genesis().get("previous.end"));
    return set.verdicts().get(1);
  }

  @Test
  void tailOfAKilledProcess_isSealedByTheNextBoot_whichSaysSo() throws Exception {
    Path journal = killed(fast);
    JournalVerdict before = verify(journal);
    assertTrue(before.seals().covered() < before.counts().records(), before.seals()::toString);

    JournalVerdict next = nextBoot(journal, fast);

    assertEquals("sealed", next.genesis().get("previous.seal"));
    JournalVerdict after = verify(journal);
    assertNull(after.firstBad());
    assertEquals(State.CUT, after.state());
    assertEquals(after.counts().records(), after.seals().covered());
    assertEquals(before.seals().covered(), after.seals().ownRecords());
    assertEquals(next.genesis().get("previous.root"), after.seals().rootHex());
  }

  @Test
  void tailUnderAnotherKey_hasItsRootInTheNextGenesis() throws Exception {
    Path journal = killed(fast);
    byte[] checkpoint = Files.readAllBytes(journal.resolve("t/checkpoint"));
    JournalVerdict next = nextBoot(journal, SealOptions.of(newKey(), new Signatures(), "boot"));
    assertEquals("known", next.genesis().get("previous.seal"));
    assertEquals(verify(journal).seals().rootHex(), next.genesis().get("previous.root"));
    assertArrayEquals(checkpoint, Files.readAllBytes(journal.resolve("t/checkpoint")));
  }

  @Test
  void historyThatWasChangedBeforeTheNextBoot_isNotSealedByIt() throws Exception {
    Path journal = killed(fast);
    Path tile = journal.resolve("t/tile/0/000");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[5] ^= 1;
    Files.write(tile, bytes);
    byte[] checkpoint = Files.readAllBytes(journal.resolve("t/checkpoint"));
    SegmentedJournal next =
        SegmentedJournal.open(
            TestJournals.options(rootOf(journal)).withSegmentBytes(1 << 20).sealed(fast));
    next.close();
    assertEquals("refused", verify(next.directory()).genesis().get("previous.seal"));
    assertArrayEquals(checkpoint, Files.readAllBytes(journal.resolve("t/checkpoint")));
    assertEquals(State.TAMPERED, verify(journal).state());
  }

  @Test
  void changedCheckpoint_isNotBuiltOn() throws Exception {
    Path journal = killed(fast);
    Path file = journal.resolve("t/checkpoint");
    byte[] forged = Files.readAllBytes(file);
    forged[forged.length - 10] ^= 1;
    Files.write(file, forged);
    SegmentedJournal next =
        SegmentedJournal.open(
            TestJournals.options(rootOf(journal)).withSegmentBytes(1 << 20).sealed(fast));
    next.close();
    assertEquals("refused", verify(next.directory()).genesis().get("previous.seal"));
    assertArrayEquals(forged, Files.readAllBytes(file));
  }
}
