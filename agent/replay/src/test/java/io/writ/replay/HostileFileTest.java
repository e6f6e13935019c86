package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFileTest {
  private final Path directory;

  HostileFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void emptyAndAllZeroFiles_holdNoRecordAndNoProofOfAnEnd() throws Exception {
    for (int length : new int[] {0, 1, 3, 4, 5, 4_096}) {
      JournalVerdict verdict = verdictOf(new byte[length]);
      assertEquals(State.CUT, verdict.state());
      assertEquals(0, verdict.counts().records());
    }
  }

  @Test
  void randomBytes_areNeverAcceptedAndNeverThrow() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(bytes);
      assertNotEquals(State.CLOSED, verdictOf(bytes).state(), "seed " + seed + ", file " + i);
    }
  }

  @Test
  void randomDamageInAGoodJournal_neverThrows() throws Exception {
    long seed = 43;
    Random random = new Random(seed);
    byte[] good = Files.readAllBytes(TestJournals.small(directory.resolve("j"), 2));
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(20); n >= 0; n--) {
        ByteBuffer.wrap(bad).putInt(random.nextInt(bad.length - 4), random.nextInt());
      }
      verdictOf(bad);
    }
  }

  @Test
  void lengthsThatLie_areBrokenAndNotBelieved() throws Exception {
    int[] lengths = {0, 1, 287, 65_536, 1 << 20, 0x3FFF_FFFF, -1, Integer.MIN_VALUE};
    for (int excerpt : lengths) {
      for (int own : lengths) {
        ByteBuffer file = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, excerpt);
        file.putInt(4, RecordLayout.MAGIC_VALUE);
        file.putInt(4 + RecordLayout.LENGTH, own);
        assertNotEquals(State.CLOSED, verdictOf(file.array()).state(), excerpt + " " + own);
      }
    }
  }

  @Test
  void sparseFileBeyondAnyInt_isReadInBoundedMemoryAndTime() throws Exception {
    long length = Boolean.getBoolean("writ.hostile.large") ? 10L << 30 : (4L << 30) + (1 << 20);
    Path file = directory.resolve("sparse.cq4");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(length);
      sparse.seek(length - 1);
      sparse.write(1);
    }
    BadRecord bad =
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> TestJournals.verify(file)).firstBad();
    assertNotNull(bad);
    assertEquals(
        "expected zeros to the end of the file, found bytes at [" + (length - 1) + "]", bad.what());
  }

  @Test
  void linkInsideAJournal_isNotFollowed() throws Exception {
    Path good = TestJournals.small(directory.resolve("j"), 1);
    Path queue = Files.createDirectories(directory.resolve("linked").resolve("q"));
    Files.createSymbolicLink(queue.resolve("a.cq4"), good);

    IOException refused =
        assertThrows(IOException.class, () -> TestJournals.verify(directory.resolve("linked")));

    assertEquals("not a regular file [" + queue.resolve("a.cq4") + "]", refused.getMessage());
  }

  @Test
  void linkToAJournal_isNeitherFollowedNorPassedOver() throws Exception {
    TestJournals.small(directory.resolve("j"), 1);
    Path root = Files.createDirectories(directory.resolve("root"));
    Path link = Files.createSymbolicLink(root.resolve("a"), directory.resolve("j"));

    IOException refused = assertThrows(IOException.class, () -> JournalFiles.at(root));

    assertEquals(
        "a link to a directory [" + link + "]; name its target instead", refused.getMessage());
  }

  @Test
  void manySmallSegments_costTheirSizeAndNotAWindowEach() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path queue = Files.createDirectories(directory.resolve("many").resolve("q"));
    for (int i = 0; i < 2_000; i++) {
      Files.write(queue.resolve(SegmentName.of(i)), new byte[8]);
    }
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);

    assertEquals(State.CUT, TestJournals.verify(directory.resolve("many")).state());

    long allocated = threads.getThreadAllocatedBytes(self) - before;
    assertTrue(allocated < 2_000 * 8_192, () -> allocated + " bytes");
  }

  private JournalVerdict verdictOf(byte[] bytes) throws IOException {
    return TestJournals.verify(TestJournals.write(directory, "hostile.cq4", bytes));
  }
}
