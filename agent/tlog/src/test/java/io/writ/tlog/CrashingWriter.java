package io.writ.tlog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Appends and publishes until it is killed; says a line when the first checkpoint is there. */
final class CrashingWriter {
  private CrashingWriter() {}

  /** Arguments: the directory, in which lie {@code t/} and {@code checkpoint}. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Path file = directory.resolve("checkpoint");
    TileWriter writer;
    if (Files.exists(file)) {
      Checkpoint last = Checkpoint.parse(Files.readString(file));
      writer =
          TileWriter.resume(directory.resolve("t"), last.size(), last.rootHash(), TileDisk.real());
    } else {
      // Killed before its first checkpoint, it may have left tiles that nothing vouches for.
      writer = TileWriter.resume(directory.resolve("t"), 0, TileDisk.real());
    }
    boolean isFirst = true;
    for (int turn = 0; ; turn++) {
      for (int i = 0; i < 97; i++) {
        writer.append(NaiveTree.leafHash(writer.size()));
      }
      writer.publish(turn % 8 == 7);
      Checkpoint checkpoint = new Checkpoint("crash", writer.size(), writer.root(), List.of());
      Path written = directory.resolve("checkpoint.tmp");
      Files.write(written, checkpoint.print().getBytes(StandardCharsets.UTF_8));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      if (isFirst) {
        System.out.println("running");
        isFirst = false;
      }
    }
  }
}
