package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails at each call in turn: the writer stops, and the last checkpoint holds. */
class TileFaultTest {
  private static final long[] SIZES = {1, 200, 256, 300, 700, 1100};

  private final Path directory;
  private long published;

  TileFaultTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Appends and publishes, forced and not; returns when the disk fails or all is done. */
  private @Nullable TileWriterStopped run(TileWriter writer) {
    published = 0;
    try {
      for (int i = 0; i < SIZES.length; i++) {
        while (writer.size() < SIZES[i]) {
          writer.append(NaiveTree.leafHash(writer.size()));
        }
        writer.publish(i % 2 == 1);
        published = SIZES[i];
      }
      return null;
    } catch (TileWriterStopped e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("not latched", e);
    }
  }

  @Test
  void failureOfAnyCall_stopsTheWriter_andSparesTheLastCheckpoint() throws IOException {
    FaultyDisk whole = new FaultyDisk(0, "");
    assertEquals(null, run(TileWriter.create(directory.resolve("whole"), whole)));
    int calls = whole.calls().size();
    assertTrue(calls > 60, "calls " + calls);
    NaiveTree tree = NaiveTree.of(1100);
    for (String error : List.of("No space left on device", "Input/output error")) {
      for (int call = 1; call <= calls; call++) {
        String where = error + " at call " + call + " " + whole.calls().get(call - 1);
        Path t = directory.resolve(error.substring(0, 2) + call);
        FaultyDisk disk = new FaultyDisk(call, error);
        TileWriter writer = TileWriter.create(t, disk);
        TileWriterStopped stopped = run(writer);
        assertNotNull(stopped, where);
        assertEquals(error, String.valueOf(causeOf(stopped).getMessage()), where);
        assertStopped(writer, causeOf(stopped), where);
        assertEquals(call, disk.calls().size(), where + ": the disk was asked again");
        assertArrayEquals(tree.root((int) published), new TileReader(t, published).root(), where);
        TileWriter resumed =
            TileWriter.resume(t, published, tree.root((int) published), TileDisk.real());
        assertEquals(null, run(resumed), where);
        assertArrayEquals(tree.root(1100), new TileReader(t, 1100).root(), where);
      }
    }
  }

  private static Throwable causeOf(Throwable stopped) {
    Throwable cause = stopped.getCause();
    assertNotNull(cause);
    return cause;
  }

  private static void assertStopped(TileWriter writer, Throwable cause, String where) {
    assertSame(
        cause,
        causeOf(assertThrows(TileWriterStopped.class, () -> writer.append(new byte[32]), where)));
    assertSame(cause, causeOf(assertThrows(TileWriterStopped.class, writer::publish, where)));
    assertSame(
        cause, causeOf(assertThrows(TileWriterStopped.class, () -> writer.publish(false), where)));
    assertSame(cause, causeOf(assertThrows(TileWriterStopped.class, writer::root, where)));
  }

  @Test
  void forcedTile_isForcedAfterItsName_andItsDirectoriesAfterIt() throws IOException {
    FaultyDisk disk = new FaultyDisk(0, "");
    TileWriter writer = TileWriter.create(directory.resolve("t"), disk);
    writer.append(NaiveTree.leafHash(0));
    writer.publish(true);
    assertEquals(
        List.of(
            "makeDirectories 000.p",
            "write tile.tmp",
            "rename 1",
            "forceFile 1",
            "forceDirectory 000.p",
            "forceDirectory 0",
            "forceDirectory tile",
            "forceDirectory t",
            "forceDirectory " + directory.getFileName()),
        disk.calls());
  }

  @Test
  void tilesThatWerePublishedUnforced_areForcedByTheNextForce() throws IOException {
    FaultyDisk disk = new FaultyDisk(0, "");
    TileWriter writer = TileWriter.create(directory.resolve("t"), disk);
    while (writer.size() < 600) {
      writer.append(NaiveTree.leafHash(writer.size()));
      writer.publish(false);
    }
    assertTrue(disk.calls().stream().noneMatch(call -> call.startsWith("force")));
    writer.publish(true);
    assertEquals(
        List.of("forceFile 000", "forceFile 001", "forceFile 88", "forceFile 2"),
        disk.calls().stream().filter(call -> call.startsWith("forceFile")).toList());
  }

  @Test
  void resumedWriter_forcesWhatItDidNotWrite() throws IOException {
    Path t = directory.resolve("t");
    TileWriter writer = TileWriter.create(t, TileDisk.real());
    while (writer.size() < 256) {
      writer.append(NaiveTree.leafHash(writer.size()));
    }
    writer.publish(false);
    FaultyDisk disk = new FaultyDisk(0, "");
    TileWriter.resume(t, 256, disk).publish(true);
    assertEquals(
        List.of("forceFile 000", "forceFile 1"),
        disk.calls().stream().filter(call -> call.startsWith("forceFile")).toList());
  }
}
