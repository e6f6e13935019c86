package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written can be read, at every size; and only that lies on the disk. */
class TileTreeTest {
  private final Path t;

  TileTreeTest(@TempDir Path t) {
    this.t = t;
  }

  private static void append(TileWriter writer, long to) throws IOException {
    for (long i = writer.size(); i < to; i++) {
      writer.append(NaiveTree.leafHash(i));
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(t)) {
      Set<String> files = new TreeSet<>();
      walk.filter(Files::isRegularFile).forEach(f -> files.add(t.relativize(f).toString()));
      return files;
    }
  }

  @Test
  void everySizeUpTo1100_isReadAsItWasWritten() throws IOException {
    NaiveTree tree = NaiveTree.of(1100);
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    for (int size = 0; size <= 1100; size++) {
      append(writer, size);
      writer.publish(false);
      assertArrayEquals(tree.root(size), writer.root(), "size " + size);
      assertArrayEquals(tree.root(size), new TileReader(t, size).root(), "size " + size);
    }
    for (int size = 0; size <= 1100; size += 37) {
      assertArrayEquals(tree.root(size), new TileReader(t, size).root(), "of before " + size);
    }
  }

  @Test
  void proofsOutOfTiles_areThoseOfTheRecursion() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NaiveTree tree = NaiveTree.of(1100);
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 1100);
    writer.publish(false);
    for (int i = 0; i < 100; i++) {
      int size = 1 + random.nextInt(1100);
      int index = random.nextInt(size);
      String where = "seed " + seed + ": " + index + " of " + size;
      TileReader reader = new TileReader(t, 1100);
      assertArrayEquals(NaiveTree.leafHash(index), reader.leafHash(index), where);
      assertHashes(MerkleProofs.inclusion(tree, index, 1100), reader.inclusionProof(index), where);
      assertHashes(
          MerkleProofs.consistency(tree, size, 1100), reader.consistencyProof(size), where);
    }
  }

  private static void assertHashes(List<byte[]> expected, List<byte[]> actual, String where) {
    assertArrayEquals(expected.toArray(), actual.toArray(), where);
  }

  @Test
  void treeOf70000_hasTheTilesOfTheSpecification() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 70_000);
    writer.publish(false);
    Set<String> files = files();
    assertEquals(273 + 1 + 1 + 1 + 1, files.size());
    assertTrue(
        files.containsAll(
            List.of(
                "tile/0/000",
                "tile/0/272",
                "tile/0/273.p/112",
                "tile/1/000",
                "tile/1/001.p/17",
                "tile/2/000.p/1")),
        files.toString());
    assertArrayEquals(writer.root(), new TileReader(t, 70_000).root());
    List<byte[]> proof = new TileReader(t, 70_000).inclusionProof(65_535);
    assertTrue(
        MerkleProofs.isIncluded(NaiveTree.leafHash(65_535), 65_535, 70_000, proof, writer.root()));
  }

  @Test
  void indexes_areSpelledInGroupsOfThree() {
    assertEquals("tile/0/x001/x234/067", new Tile(0, 1_234_067, 256).path());
    assertEquals("tile/7/000", new Tile(7, 0, 256).path());
    assertEquals("tile/1/999.p/255", new Tile(1, 999, 255).path());
    assertEquals("tile/0/x001/000.p/1", new Tile(0, 1000, 1).path());
    assertThrows(IllegalArgumentException.class, () -> new Tile(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Tile(8, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Tile(0, -1, 1));
  }

  @Test
  void partialTiles_goWhenTheFullOneIsThere() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 10);
    writer.publish(false);
    append(writer, 20);
    writer.publish(false);
    assertEquals(Set.of("tile/0/000.p/10", "tile/0/000.p/20"), files());
    append(writer, 256);
    writer.publish(false);
    assertEquals(Set.of("tile/0/000", "tile/1/000.p/1"), files());
    assertArrayEquals(NaiveTree.of(20).root(20), new TileReader(t, 20).root());
  }

  @Test
  void partialTilesOfADurableCheckpoint_stayUntilTheFullOneIsDurable() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 10);
    writer.publish(true);
    append(writer, 300);
    writer.publish(false);
    assertTrue(Files.exists(t.resolve("tile/0/000.p/10")), "the full tile may be lost yet");
    writer.publish(true);
    assertFalse(Files.exists(t.resolve("tile/0/000.p")));
  }

  @Test
  void foreignFileAmongPartialTiles_staysAndStopsNothing() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 10);
    writer.publish(false);
    Files.writeString(t.resolve("tile/0/000.p/note.txt"), "mine");
    append(writer, 256);
    writer.publish(false);
    assertEquals(Set.of("tile/0/000", "tile/0/000.p/note.txt", "tile/1/000.p/1"), files());
  }

  @Test
  void resumedWriter_goesOnAsIfItHadNotStopped() throws IOException {
    for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 700}) {
      Path part = t.resolve("at" + size);
      TileWriter writer = TileWriter.create(part, TileDisk.real());
      append(writer, size);
      writer.publish(true);
      byte[] root = writer.root();
      append(writer, size + 300);
      writer.publish(false);
      TileWriter resumed = TileWriter.resume(part, size, root, TileDisk.real());
      assertEquals(size, resumed.size());
      assertArrayEquals(root, resumed.root());
      append(resumed, 1100);
      resumed.publish(true);
      assertArrayEquals(NaiveTree.of(1100).root(1100), resumed.root(), "resumed at " + size);
      assertArrayEquals(resumed.root(), new TileReader(part, 1100).root());
    }
  }

  @Test
  void tornTile_isWrittenAgain() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 10);
    writer.publish(true);
    append(writer, 256);
    // What a lost power supply leaves of a file that was renamed and not forced.
    Files.write(t.resolve("tile/0/000"), new byte[4096]);
    TileWriter resumed = TileWriter.resume(t, 10, TileDisk.real());
    append(resumed, 256);
    resumed.publish(true);
    assertArrayEquals(NaiveTree.of(256).root(256), new TileReader(t, 256).root());
  }

  @Test
  void tileOfAnotherTree_isNotOverwritten() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    append(writer, 255);
    Files.createDirectories(t.resolve("tile/0"));
    Files.write(t.resolve("tile/0/000"), new byte[8192]);
    TileWriterStopped stopped =
        assertThrows(TileWriterStopped.class, () -> writer.append(NaiveTree.leafHash(255)));
    String refusal =
        "tile [tile/0/000] has other hashes already; move it away when no checkpoint needs it";
    assertEquals(
        "the tile writer stopped at [256] leaves: "
            + refusal
            + "; resume from the last checkpoint when the disk is whole",
        stopped.getMessage());
    assertArrayEquals(new byte[8192], Files.readAllBytes(t.resolve("tile/0/000")));
  }

  @Test
  void create_refusesADirectoryWithTiles() throws IOException {
    Files.createDirectories(t.resolve("tile"));
    TileRefused refused =
        assertThrows(TileRefused.class, () -> TileWriter.create(t, TileDisk.real()));
    assertEquals(
        "[" + t.resolve("tile") + "] exists; resume its tree, or take another directory",
        refused.getMessage());
  }

  @Test
  void interruptedThread_writesAndReadsAllTheSame() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    Thread.currentThread().interrupt();
    try {
      append(writer, 300);
      writer.publish(true);
      append(writer, 700);
      writer.publish(true);
      assertArrayEquals(writer.root(), TileWriter.resume(t, 700, TileDisk.real()).root());
      assertArrayEquals(writer.root(), new TileReader(t, 700).root());
      assertTrue(Thread.currentThread().isInterrupted(), "the application's interrupt was eaten");
    } finally {
      Thread.interrupted();
    }
  }
}
