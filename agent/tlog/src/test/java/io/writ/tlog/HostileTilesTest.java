package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that somebody else filled: each is refused, with what and where. */
class HostileTilesTest {
  private static final int SIZE = 70_000;
  private static final List<String> OF_EACH_KIND =
      List.of(
          "tile/0/000",
          "tile/0/272",
          "tile/0/273.p/112",
          "tile/1/000",
          "tile/1/001.p/17",
          "tile/2/000.p/1");

  private final Path t;
  private byte[] root = new byte[0];

  HostileTilesTest(@TempDir Path t) {
    this.t = t;
  }

  @BeforeEach
  void write() throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    for (int i = 0; i < SIZE; i++) {
      writer.append(NaiveTree.leafHash(i));
    }
    writer.publish(false);
    root = writer.root();
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(TileRefused.class, () -> new TileReader(t, SIZE).root()).getMessage());
  }

  @Test
  void missingTile_isRefused_ofEachKind() throws IOException {
    for (String tile : OF_EACH_KIND) {
      byte[] bytes = Files.readAllBytes(t.resolve(tile));
      Files.delete(t.resolve(tile));
      assertEquals("tile [" + tile + "] is missing; restore the tiles", refusal());
      Files.write(t.resolve(tile), bytes);
    }
    assertArrayEquals(root, new TileReader(t, SIZE).root());
  }

  @Test
  void tileOfAnotherLength_isRefused_ofEachKind() throws IOException {
    for (String tile : OF_EACH_KIND) {
      byte[] bytes = Files.readAllBytes(t.resolve(tile));
      for (int length : new int[] {0, bytes.length - 1, bytes.length - 32, bytes.length + 32}) {
        Files.write(t.resolve(tile), Arrays.copyOf(bytes, length));
        assertEquals(
            "tile ["
                + tile
                + "] has ["
                + length
                + "] bytes, not ["
                + bytes.length
                + "]; restore the tiles",
            refusal());
      }
      Files.write(t.resolve(tile), bytes);
    }
  }

  @Test
  void sparseTileOfTenGigabytes_isNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(t.resolve("tile/0/000").toFile(), "rw")) {
      file.setLength(10_000_000_000L);
    }
    assertEquals(
        "tile [tile/0/000] has [10000000000] bytes, not [8192]; restore the tiles", refusal());
  }

  @Test
  void flippedBit_isRefusedOrGivesAnotherRoot_ofEachKind() throws IOException {
    for (String tile : OF_EACH_KIND) {
      byte[] bytes = Files.readAllBytes(t.resolve(tile));
      for (int at : new int[] {0, bytes.length - 1}) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x40;
        Files.write(t.resolve(tile), flipped);
        if (tile.equals("tile/0/273.p/112")) {
          assertFalse(Arrays.equals(root, new TileReader(t, SIZE).root()), tile);
        } else if (tile.startsWith("tile/0/")) {
          String above = tile.equals("tile/0/000") ? "tile/1/000" : "tile/1/001.p/17";
          int hash = tile.equals("tile/0/000") ? 0 : 16;
          assertEquals(differs(above, hash), refusal(), tile);
        } else {
          assertEquals(differs(tile, at / 32), refusal(), tile);
        }
      }
      Files.write(t.resolve(tile), bytes);
    }
  }

  private static String differs(String tile, int hash) {
    return "tile ["
        + tile
        + "] is not what the tiles below it give, at hash ["
        + hash
        + "]; restore the tiles";
  }

  @Test
  void link_isNotFollowed() throws IOException {
    for (String place : List.of("tile/0/000", "tile/0/273.p", "tile/0", "tile")) {
      Path moved = t.resolve("moved");
      Files.move(t.resolve(place), moved);
      Files.createSymbolicLink(t.resolve(place), moved);
      assertEquals("a link: [" + place + "]; restore the tiles", refusal());
      Files.delete(t.resolve(place));
      Files.move(moved, t.resolve(place));
    }
    assertArrayEquals(root, new TileReader(t, SIZE).root());
  }

  @Test
  void directoryInPlaceOfAFile_andFileInPlaceOfADirectory_areRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(t.resolve("tile/1/000"));
    Files.delete(t.resolve("tile/1/000"));
    Files.createDirectory(t.resolve("tile/1/000"));
    assertEquals("not a file: [tile/1/000]; restore the tiles", refusal());
    Files.delete(t.resolve("tile/1/000"));
    Files.write(t.resolve("tile/1/000"), bytes);
    Files.delete(t.resolve("tile/0/273.p/112"));
    Files.delete(t.resolve("tile/0/273.p"));
    Files.createFile(t.resolve("tile/0/273.p"));
    assertEquals("not a directory: [tile/0/273.p]; restore the tiles", refusal());
  }

  @Test
  void resume_refusesTilesThatDoNotCarryTheTree() throws IOException {
    assertEquals("tile [tile/0/389] is missing; restore the tiles", refusalOfResume(100_000, root));
    assertEquals(
        "the tiles in ["
            + t
            + "] have another root at [70000] leaves than the checkpoint;"
            + " restore the tiles",
        refusalOfResume(SIZE, new byte[32]));
    byte[] bytes = Files.readAllBytes(t.resolve("tile/0/272"));
    bytes[5] ^= 1;
    Files.write(t.resolve("tile/0/272"), bytes);
    assertEquals(
        "tile [tile/0/272] is not what the tile above it says; restore the tiles",
        refusalOfResume(SIZE, root));
  }

  private String refusalOfResume(long size, byte[] expected) {
    return String.valueOf(
        assertThrows(TileRefused.class, () -> TileWriter.resume(t, size, expected, TileDisk.real()))
            .getMessage());
  }

  @Test
  void proofOutOfFlippedTiles_isNoProof() throws IOException {
    byte[] bytes = Files.readAllBytes(t.resolve("tile/1/000"));
    bytes[0] ^= 1;
    Files.write(t.resolve("tile/1/000"), bytes);
    List<byte[]> proof = new TileReader(t, SIZE).inclusionProof(300);
    assertFalse(MerkleProofs.isIncluded(NaiveTree.leafHash(300), 300, SIZE, proof, root));
  }

  @Test
  void impossibleSizeOrIndex_isTheCallersMistake() {
    assertThrows(IllegalArgumentException.class, () -> new TileReader(t, -1));
    assertThrows(IllegalArgumentException.class, () -> new TileReader(t, Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new TileReader(t, 1).leafHash(1));
    assertThrows(IllegalArgumentException.class, () -> new TileReader(t, 1).inclusionProof(1));
    assertThrows(IllegalArgumentException.class, () -> new TileReader(t, 1).consistencyProof(2));
  }

  @Test
  void treeOfAHugeClaimedSize_isRefusedAtItsFirstMissingTile() throws IOException {
    TileRefused refused = assertThrows(TileRefused.class, () -> new TileReader(t, 1L << 61).root());
    assertEquals("tile [tile/0/273] is missing; restore the tiles", refused.getMessage());
  }
}
