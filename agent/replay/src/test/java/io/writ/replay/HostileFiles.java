package io.writ.replay;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SegmentName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Spoils the files of a journal, from outside of its records. */
final class HostileFiles {
  /** What is done. */
  enum Kind {
    NONE,
    HEADER,
    RANDOM_BYTES,
    TORN_TAIL,
    SPARSE,
    MANY_SEGMENTS,
    NAMES,
    LINK,
    FIFO,
    DEEP_DIRECTORIES,
    CHECKPOINT,
    TILE
  }

  private static final List<String> NAMES =
      List.of(
          "<script>alert(1)<",
          "-rf",
          "\u001b[2J",
          "a\nb",
          "..",
          "99999999",
          "999999999",
          "0000000\u0661",
          "n".repeat(240));

  private final Path pipe;
  private final Path outside;

  /**
   * With a named pipe, which hangs whoever opens it.
   *
   * @param outside a directory that no journal may lead to; the pipe is in it
   */
  HostileFiles(Path outside) throws IOException, InterruptedException {
    this.outside = outside;
    pipe = outside.resolve("00000000.cq4");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    if (made.waitFor() != 0) {
      throw new IOException("no named pipe [" + pipe + "]");
    }
  }

  void spoil(Path journal, Kind how, Random random) throws IOException {
    Path segment = journal.resolve("q").resolve(SegmentName.of(random.nextInt(2)));
    switch (how) {
      case NONE -> {}
      case HEADER -> header(segment, random);
      case RANDOM_BYTES -> randomBytes(any(journal, random), random);
      case TORN_TAIL -> tornTail(segment, random);
      case SPARSE -> sparse(any(journal, random), random);
      case MANY_SEGMENTS -> manySegments(journal.resolve("q"), random);
      case NAMES -> names(journal, random);
      case LINK -> link(any(journal, random), random);
      case FIFO -> {
        Path file = any(journal, random);
        SealedJournal.deleteAll(file);
        Files.createLink(file, pipe);
      }
      case DEEP_DIRECTORIES -> deep(any(journal, random), random);
      case CHECKPOINT -> checkpoint(journal.resolve("t").resolve("checkpoint"), random);
      case TILE -> tile(journal.resolve("t").resolve("tile").resolve("0"), random);
    }
  }

  /** A file or, half the time, one of the directories around it. */
  private static Path any(Path journal, Random random) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      List<Path> all = files.filter(path -> !path.equals(journal)).sorted().toList();
      return all.get(random.nextInt(all.size()));
    }
  }

  private static void header(Path segment, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    List<Excerpts.Piece> pieces = Excerpts.of(bytes).pieces();
    int at = pieces.get(random.nextInt(pieces.size())).at();
    boolean isOwn = random.nextBoolean();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(
            isOwn ? at + ExcerptHeader.BYTES + RecordLayout.LENGTH : at,
            HostileRecords.extreme(random));
    Files.write(segment, bytes);
  }

  private static void randomBytes(Path file, Random random) throws IOException {
    if (Files.isDirectory(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (random.nextBoolean() || bytes.length < 8) {
      bytes = new byte[random.nextInt(100_000)];
      random.nextBytes(bytes);
    } else {
      for (int i = random.nextInt(20); i >= 0; i--) {
        ByteBuffer.wrap(bytes).putInt(random.nextInt(bytes.length - 4), random.nextInt());
      }
    }
    Files.write(file, bytes);
  }

  /** Behind an uncommitted header, at every twelfth byte what could be the record that it tore. */
  private static void tornTail(Path segment, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    List<Excerpts.Piece> pieces = Excerpts.of(bytes).pieces();
    int at = pieces.get(random.nextInt(pieces.size())).at();
    ByteBuffer torn =
        ByteBuffer.wrap(Arrays.copyOf(bytes, at + random.nextInt(80_000) + 12))
            .order(ByteOrder.LITTLE_ENDIAN);
    torn.putInt(at, random.nextBoolean() ? 0 : Integer.MIN_VALUE);
    int length = 288 + 4 * random.nextInt(8_000);
    for (int i = at + 4; i + 12 <= torn.capacity(); i += 12) {
      torn.putInt(i, RecordLayout.MAGIC_VALUE).putInt(i + 8, length);
    }
    Files.write(segment, torn.array());
  }

  private static void sparse(Path file, Random random) throws IOException {
    if (Files.isDirectory(file)) {
      return;
    }
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(grown.length() + random.nextInt(16 << 20));
      if (random.nextBoolean()) {
        grown.seek(grown.length() - 1);
        grown.write(1);
      }
    }
  }

  private static void manySegments(Path queue, Random random) throws IOException {
    int count = random.nextInt(400);
    int length = random.nextInt(3) * random.nextInt(40);
    for (int i = 2; i < count; i++) {
      Files.write(queue.resolve(SegmentName.of(i)), new byte[length]);
    }
  }

  private static void names(Path journal, Random random) throws IOException {
    String name = NAMES.get(random.nextInt(NAMES.size())) + ".cq4";
    Path queue = journal.resolve("q");
    if (random.nextBoolean()) {
      Files.move(queue.resolve(SegmentName.of(1)), queue.resolve(name));
    } else {
      Files.copy(queue.resolve(SegmentName.of(random.nextInt(2))), queue.resolve(name));
    }
  }

  /** To the pipe, to its directory, to itself, to its parent, or to nothing. */
  private void link(Path file, Random random) throws IOException {
    List<Path> targets =
        List.of(pipe, outside, file.getFileName(), Path.of(".."), outside.resolve("nothing"));
    SealedJournal.deleteAll(file);
    Files.createSymbolicLink(file, targets.get(random.nextInt(targets.size())));
  }

  private static void deep(Path file, Random random) throws IOException {
    SealedJournal.deleteAll(file);
    Path deep = file;
    for (int i = random.nextInt(100); i >= 0; i--) {
      deep = deep.resolve(random.nextBoolean() ? "q" : "t");
    }
    Files.createDirectories(deep);
    Files.write(deep.resolve("00000000.cq4"), new byte[4]);
  }

  private static void checkpoint(Path file, Random random) throws IOException {
    String note = Files.readString(file);
    List<String> lines = new ArrayList<>(note.lines().toList());
    String bad =
        switch (random.nextInt(7)) {
          case 0 -> note + "\n".repeat(1 << 20);
          case 1 -> note + (lines.get(4) + "\n").repeat(2 + random.nextInt(7_000));
          case 2 -> "x".repeat(random.nextInt(2 << 20));
          case 3 -> "\n".repeat(random.nextInt(1 << 20));
          case 4 -> with(lines, 1, Long.toUnsignedString(random.nextLong()));
          case 5 -> with(lines, random.nextInt(5), "\u2014 ".repeat(1 + random.nextInt(9_000)));
          default -> with(lines, 1, HostileRecords.extreme(random) + "");
        };
    Files.write(file, bad.getBytes(StandardCharsets.UTF_8));
  }

  private static String with(List<String> lines, int at, String line) {
    lines.set(at, line);
    return String.join("\n", lines) + "\n";
  }

  private static void tile(Path level, Random random) throws IOException {
    Path file = any(level, random);
    if (Files.isRegularFile(file)) {
      byte[] bytes = new byte[random.nextInt(2) * random.nextInt(3 << 20)];
      Files.write(file, bytes);
    }
  }
}
