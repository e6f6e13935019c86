package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.Sha256;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed, again and again: its last checkpoint always has its tiles. */
class TileCrashTest {
  private static final int KILLS = 20;
  private static final int KILLS_OF_A_TREE = 5;

  private final Path directory;

  TileCrashTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void killedWriter_leavesTheTilesOfItsLastCheckpoint() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long size = 0;
    MerkleFrontier expected = new MerkleFrontier();
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill % KILLS_OF_A_TREE == 0) {
        expected = new MerkleFrontier();
        size = 0;
      }
      String where = "seed " + seed + ", kill " + kill;
      Path part = Files.createDirectories(directory.resolve("tree" + kill / KILLS_OF_A_TREE));
      runAndKill(part, random.nextInt(25_000_000));
      Checkpoint last = Checkpoint.parse(Files.readString(part.resolve("checkpoint")));
      assertTrue(last.size() > size, where);
      size = last.size();
      while (expected.size() < size) {
        expected.append(NaiveTree.leafHash(expected.size()));
      }
      assertArrayEquals(expected.root(), last.rootHash(), where);
      Path t = part.resolve("t");
      assertArrayEquals(last.rootHash(), new TileReader(t, size).root(), where);
      assertEquals(size, TileWriter.resume(t, size, last.rootHash(), TileDisk.real()).size());
    }
    System.out.println("tile crashes: " + KILLS + ", last tree of " + size + " leaves");
  }

  /** Only what the child needs: it starts in half the time. */
  private static String classPath() {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (Class<?> part : List.of(CrashingWriter.class, TileWriter.class, Sha256.class)) {
      path.add(part.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    return path.toString();
  }

  private static void runAndKill(Path part, int afterNanos)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                classPath(),
                CrashingWriter.class.getName(),
                part.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = child.inputReader()) {
      assertEquals("running", out.readLine());
      // Not a wait for something: the point in time at which it dies.
      assertTrue(!child.waitFor(afterNanos, TimeUnit.NANOSECONDS), "it died by itself");
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(10, TimeUnit.SECONDS), "it cannot be killed");
    }
  }
}
