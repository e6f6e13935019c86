package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals whose author wants to harm who verifies them: an answer or an {@link IOException},
 * memory in proportion to their size, and nothing read that is not theirs. What leads elsewhere
 * leads to a named pipe, so that to follow it is to hang.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileJournalTest {
  private static final long SEED = Long.getLong("writ.hostile.seed", 20_261_126L);
  private static final int COUNT = Integer.getInteger("writ.hostile", 200);

  /** Windows, and what a verifier is made of. */
  private static final long CONSTANT_BYTES = 16 << 20;

  /**
   * Attributes of nothing are six bytes in the file and five objects in memory; a segment is read
   * with its journal and alone.
   */
  private static final long PER_BYTE = 2 * 80;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path root;
  private final HostileJournals journals;

  HostileJournalTest(@TempDir Path root, @TempDir Path good, @TempDir Path outside)
      throws Exception {
    this.root = root;
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    journals = new HostileJournals(SealedJournal.write(good), key, new HostileFiles(outside));
  }

  /** Else every hostile journal might be refused at the door. */
  @Test
  void journalThatIsNotSpoilt_isClosed() throws Exception {
    Path journal = root.resolve(journals.id());
    journals.write(journal, HostileRecords.NONE, HostileFiles.Kind.NONE, new Random(1));
    JournalVerdict verdict =
        new JournalVerifier(record -> {}, SealedJournal.unpinned())
            .verify(JournalFiles.at(journal).get(0));
    assertEquals(State.CLOSED, verdict.state(), verdict::toString);
  }

  @Test
  void hostileJournals_areAnsweredInBoundedMemory() throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    long most = 0;
    for (int i = 0; i < COUNT; i++) {
      Random random = new Random(SEED + i);
      Path journal = root.resolve(journals.id());
      String what = journals.write(journal, random);
      String where = "seed " + (SEED + i) + ": " + what;
      long bound = CONSTANT_BYTES + PER_BYTE * bytesOf(journal);
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      outcomes.merge(outcome(random.nextBoolean() ? root : journal, i, where), 1, Integer::sum);
      long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertTrue(
          allocated <= bound, () -> where + ": [" + allocated + "] of [" + bound + "] bytes");
      most = Math.max(most, 100 * allocated / bound);
      SealedJournal.deleteAll(journal);
    }
    System.out.println(
        "hostile journals, seed "
            + SEED
            + ": "
            + COUNT
            + " "
            + outcomes
            + ", at most "
            + most
            + " % of the memory allowed");
  }

  private static String outcome(Path at, int number, String where) {
    List<SealTrust> trusts =
        List.of(SealedJournal.unpinned(), SealTrust.rootsOnly(), SealedJournal.pinned());
    SealTrust trust = trusts.get(number % trusts.size());
    try {
      List<JournalFiles> found = BootOrder.sort(JournalFiles.at(at));
      verifyAlone(found.get(0), trust);
      State state = JournalSet.verify(found, record -> {}, trust).verdicts().get(0).state();
      if (!trust.pinned().isEmpty()) {
        assertNotEquals(State.CLOSED, state, where);
      }
      return state.toString();
    } catch (IOException e) {
      return "UNREADABLE";
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(where, e);
    }
  }

  /** Each segment by itself, too; none of them proves an end. */
  private static void verifyAlone(JournalFiles journal, SealTrust trust) throws IOException {
    for (Path file : journal.files().subList(0, Math.min(2, journal.files().size()))) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        new JournalVerifier(record -> {}, trust).verify(JournalFiles.at(file).get(0));
      }
    }
  }

  private static long bytesOf(Path journal) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(journal)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        // A file costs its inode, too: 300 bytes of path and attributes.
        bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
        bytes += 300;
      }
    }
    return bytes;
  }
}
