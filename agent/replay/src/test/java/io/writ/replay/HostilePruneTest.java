package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.PruneStatement;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notes and kept records that lie about their size, or are no files: bounded, and tampering. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HostilePruneTest {
  private final Path at;
  private final Path outside;
  private final Map<String, byte[]> files;
  private final PruneStatement stated;

  HostilePruneTest(@TempDir Path root, @TempDir Path outside) throws Exception {
    at = PrunableJournal.write(root).directory;
    this.outside = outside;
    PrunableJournal.pruneFirst(at, 3);
    files = SealedJournal.filesOf(at);
    stated = PrunableJournal.statement(at);
  }

  @BeforeEach
  void putBack() throws IOException {
    SealedJournal.replaceAll(at, files);
  }

  private Path note() {
    return at.resolve("q").resolve(PruneStatement.FILE);
  }

  private Path kept() {
    return at.resolve("q").resolve(stated.keptFile());
  }

  private void assertTampered(String change) throws IOException {
    System.gc();
    long before = allocated();
    JournalVerdict verdict = PrunableJournal.verify(at);
    long taken = allocated() - before;
    assertEquals(State.TAMPERED, verdict.state(), () -> change + " gave " + verdict);
    assertTrue(taken < 48 << 20, () -> change + " took " + taken + " bytes");
    long ignored = BootOrder.sort(JournalFiles.at(at)).size();
    putBack();
  }

  private static long allocated() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void whatIsNoFile_isNeverOpened() throws Exception {
    for (Path file : new Path[] {note(), kept()}) {
      Path moved = outside.resolve("moved");
      Files.move(file, moved);
      Files.createSymbolicLink(file, moved);
      assertTampered(file + " as a link");
      Files.delete(moved);
      Files.delete(file);
      Files.createDirectory(file);
      assertTampered(file + " as a directory");
      Files.delete(file);
      Process made = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
      assertEquals(0, made.waitFor());
      assertTampered(file + " as a pipe");
    }
  }

  @Test
  void largeFiles_takeNoMemory() throws Exception {
    for (Path file : new Path[] {note(), kept()}) {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(256L << 20);
      }
      assertTampered(file + " of 256 MiB");
      byte[] text = new byte[3 << 20];
      Arrays.fill(text, (byte) '\n');
      Files.write(file, text);
      assertTampered(file + " of lines");
    }
  }

  /** Signed by the right key, so that the framing itself is read. */
  @Test
  void lengthsThatLie_areNotBelieved() throws Exception {
    byte[] good = Files.readAllBytes(kept());
    for (int length : new int[] {0, 1, 4, 287, 65_536, 0x3FFF_FFFF, -1, Integer.MIN_VALUE}) {
      for (int mask : new int[] {0, 0x4000_0000}) {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length | mask);
        state(bad);
        assertTampered("header " + length);
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(12, length | mask);
        state(bad);
        assertTampered("lengths " + length);
      }
    }
    state(new byte[0]);
    assertTampered("nothing kept");
    state(Arrays.copyOf(good, good.length - 4));
    assertTampered("the last one cut");
    byte[] behind = Arrays.copyOf(good, good.length + 8);
    behind[good.length + 5] = 7;
    state(behind);
    assertTampered("bytes behind the last one");
  }

  private void state(byte[] records) throws IOException {
    Files.write(kept(), records);
    PrunableJournal.state(
        at,
        new PruneStatement(
            stated.origin(),
            stated.records(),
            stated.segment(),
            HexFormat.of().formatHex(Sha256.of(records)),
            stated.chainHex(),
            stated.wallNanos(),
            stated.vkey()),
        PrunableJournal.RETENTION);
  }
}
