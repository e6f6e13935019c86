package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program made of the Go team's packages verifies what we wrote, and sees every flipped bit. */
class PublicToolsIT {
  private static final int SIZE = 70_000;
  private static final NoteKey LOG = PublishedNotes.key("example.org/log", 1);

  private final Path directory;

  PublicToolsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  private record Result(int exit, String output) {}

  private Result run(String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "too slow: " + List.of(command));
    return new Result(process.exitValue(), Files.readString(output));
  }

  private byte[] writeLog(Path t) throws IOException {
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    for (int i = 0; i < SIZE; i++) {
      writer.append(NaiveTree.leafHash(i));
    }
    writer.publish(true);
    Checkpoint checkpoint = new Checkpoint(LOG.name(), SIZE, writer.root(), List.of());
    SignedNote note = SignedNote.sign(checkpoint.print(), LOG, PublishedNotes.signer(1));
    Files.write(t.resolve("checkpoint"), note.print());
    writeEntries(t);
    return writer.root();
  }

  /** Bundles have the names of the tiles of level 0. */
  private static void writeEntries(Path t) throws IOException {
    for (int index = 0; index * Tile.FULL < SIZE; index++) {
      Tile tile = Tile.of(0, index, SIZE);
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      for (int i = 0; i < tile.width(); i++) {
        byte[] entry = NaiveTree.entry((long) index * Tile.FULL + i);
        bundle.writeBytes(
            ByteBuffer.allocate(2 + entry.length)
                .putShort((short) entry.length)
                .put(entry)
                .array());
      }
      Path file = t.resolve(tile.path().replace("tile/0/", "tile/entries/"));
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, bundle.toByteArray());
    }
  }

  @Test
  void publicTools_verifyTheLog_andRefuseEveryFlippedBit() throws Exception {
    String verify = directory.resolve("verify").toString();
    Result built = run("sh", "src/test/go/build.sh", verify);
    assertEquals(0, built.exit(), built.output());
    Path t = directory.resolve("t");
    byte[] root = writeLog(t);
    Path vkey = Files.writeString(directory.resolve("vkey"), LOG.print() + "\n");
    Result whole = run(verify, t.toString(), vkey.toString());
    System.out.print("public tools: " + whole.output());
    assertEquals(
        "verified: size 70000, root "
            + HexFormat.of().formatHex(root)
            + ", tiles 277, entries true\n",
        whole.output());
    assertEquals(0, whole.exit());
    for (String file :
        List.of(
            "checkpoint",
            "tile/0/000",
            "tile/0/272",
            "tile/0/273.p/112",
            "tile/1/000",
            "tile/1/001.p/17",
            "tile/2/000.p/1",
            "tile/entries/000",
            "tile/entries/273.p/112")) {
      byte[] bytes = Files.readAllBytes(t.resolve(file));
      byte[] flipped = bytes.clone();
      // In the checkpoint the first digit of the size: a note still, of 60,000 leaves.
      flipped[file.equals("checkpoint") ? LOG.name().length() + 1 : bytes.length - 5] ^= 1;
      Files.write(t.resolve(file), flipped);
      Result refused = run(verify, t.toString(), vkey.toString());
      System.out.print("public tools, flipped in " + file + ": " + refused.output());
      assertEquals(1, refused.exit(), file);
      assertTrue(refused.output().startsWith("refused: "), refused.output());
      Files.write(t.resolve(file), bytes);
    }
    Files.write(vkey, PublishedNotes.key(LOG.name(), 2).print().getBytes(UTF_8));
    assertEquals(1, run(verify, t.toString(), vkey.toString()).exit());
  }

  @Test
  void treesOfEverySizeAroundATile_areVerified() throws Exception {
    String verify = directory.resolve("verify").toString();
    Result built = run("sh", "src/test/go/build.sh", verify);
    assertEquals(0, built.exit(), built.output());
    Path vkey = Files.writeString(directory.resolve("vkey"), LOG.print() + "\n");
    Path t = directory.resolve("t");
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537}) {
      while (writer.size() < size) {
        writer.append(NaiveTree.leafHash(writer.size()));
      }
      writer.publish(false);
      Checkpoint checkpoint = new Checkpoint(LOG.name(), size, writer.root(), List.of());
      SignedNote note = SignedNote.sign(checkpoint.print(), LOG, PublishedNotes.signer(1));
      Files.write(t.resolve("checkpoint"), note.print());
      Result whole = run(verify, t.toString(), vkey.toString());
      assertEquals(0, whole.exit(), whole.output());
      assertTrue(whole.output().startsWith("verified: size " + size + ","), whole.output());
    }
  }
}
