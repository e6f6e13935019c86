package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A closed, sealed journal of {@value #RECORDS} records or some more, of every type that is
 * written, in three segments; all its files are in memory too, so that one that was changed is put
 * back. It is given out once per JVM: whoever changes it restores it.
 */
final class SealedJournal {
  static final int RECORDS = 2_000;

  /** Records between two checkpoints, about. */
  private static final int CHUNK = 320;

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration BEAT = Duration.ofMillis(120);
  private static final SigningKey KEY =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  private static final Signatures SIGNATURES = new Signatures();

  private final Path directory;
  private final Map<String, byte[]> files;
  private final Map<String, byte[]> older;
  private final List<String> chains = new ArrayList<>();
  private final JournalVerdict good;

  private SealedJournal(Path directory, Map<String, byte[]> older) throws IOException {
    this.directory = directory;
    this.older = older;
    files = filesOf(directory);
    good = verify();
    for (Excerpts segment : segments().values()) {
      segment.records().forEach(record -> chains.add(record.chainHex()));
    }
    assertNull(good.firstBad(), () -> String.valueOf(good.firstBad()));
    assertEquals(State.CLOSED, good.state());
    assertEquals(chains.size(), good.counts().records());
    assertEquals(chains.get(chains.size() - 1), good.lastChainHex());
    assertTrue(chains.size() >= RECORDS, () -> "records: " + chains.size());
    assertEquals(3, segments().size());
  }

  /** A new one under a root, by the key that all of them share. */
  static SealedJournal write(Path root) throws Exception {
    return write(root, KEY);
  }

  static SealedJournal write(Path root, SigningKey key) throws Exception {
    SealOptions often = SealOptions.of(key, new Signatures(), "file").every(CHUNK, NEVER, BEAT);
    JournalOptions options =
        TestJournals.options(root)
            .withSegmentBytes(1 << 20)
            .writtenBy(JournalStore.CHRONICLE)
            .sealed(often);
    Map<String, byte[]> older = Map.of();
    try (SegmentedJournal journal = SegmentedJournal.open(options)) {
      journal.artifact(TestJournals.ARTIFACT, List.of("root.link", "leaf.link"));
      journal.configuration(configuration());
      long execution = 1;
      for (int chunk = 0; chunk * CHUNK < RECORDS; chunk++) {
        long covered = covered(journal.directory());
        for (int i = 0; i < CHUNK / 3 + 1; i++, execution += 2) {
          append(journal, execution);
        }
        await(journal.directory(), covered + CHUNK - 10);
        if (chunk == 2) {
          await(journal.directory(), covered(journal.directory()) + 1); // by a HEARTBEAT
          older = stableFilesOf(journal.directory());
        }
      }
      return closed(journal, older);
    }
  }

  private static SealedJournal closed(SegmentedJournal journal, Map<String, byte[]> older)
      throws IOException {
    journal.close();
    return new SealedJournal(journal.directory(), older);
  }

  private static Map<String, String> configuration() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ConfigField.OUTCOME.key(), ConfigField.IN_FORCE);
    values.put(ConfigField.POLICY_ID.key(), "shop");
    values.put(ConfigField.POLICY_VERSION.key(), "4");
    values.put(ConfigField.POLICY_DIGEST.key(), "11".repeat(32));
    return values;
  }

  /** Three records; long enough for three segments in all. */
  private static void append(SegmentedJournal journal, long execution) {
    RecordDraft call = TestJournals.decision(journal, execution, 0);
    call.attributes = new String[] {"amount", "250", "memo", "m".repeat(2_000)};
    long sequence = journal.append(call);
    journal.append(TestJournals.denial(journal, execution + 1, execution));
    journal.append(TestJournals.outcome(call, sequence));
  }

  /** Of a journal that is written meanwhile: no checkpoint comes between its files. */
  private static Map<String, byte[]> stableFilesOf(Path journal) throws IOException {
    while (true) {
      byte[] before = Files.readAllBytes(journal.resolve("t/checkpoint"));
      Map<String, byte[]> files;
      try {
        files = filesOf(journal);
      } catch (NoSuchFileException | UncheckedIOException e) {
        continue; // A checkpoint that was being renamed.
      }
      if (Arrays.equals(before, files.get("t/checkpoint"))
          && Arrays.equals(before, Files.readAllBytes(journal.resolve("t/checkpoint")))) {
        return files;
      }
    }
  }

  private static void await(Path journal, long records) throws IOException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (covered(journal) < records) {
      assertTrue(System.nanoTime() < deadline, "no checkpoint over " + records + " records");
      Thread.onSpinWait();
    }
  }

  private static long covered(Path journal) throws IOException {
    return Long.parseLong(Files.readAllLines(journal.resolve("t/checkpoint")).get(1));
  }

  /** By their paths in the directory, with {@code /}; without what is in reserve. */
  static Map<String, byte[]> filesOf(Path directory) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file) && !name.endsWith(".reserve")) {
          found.put(name, Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  Path directory() {
    return directory;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** All files as they were written. */
  Map<String, byte[]> files() {
    return files;
  }

  /** All files as they were at some checkpoint before. */
  Map<String, byte[]> olderFiles() {
    return older;
  }

  byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("no file [" + name + "]");
    }
    return bytes;
  }

  /** The segments, taken apart, by name. */
  Map<String, Excerpts> segments() {
    Map<String, Excerpts> found = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".cq4")) {
            found.put(name, Excerpts.of(bytes));
          }
        });
    return found;
  }

  JournalVerdict good() {
    return good;
  }

  /** The chain value of each record. */
  List<String> chains() {
    return chains;
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.write(path(name), bytes);
  }

  void restore(String name) throws IOException {
    write(name, bytes(name));
  }

  /** Makes a directory hold these files and no others. */
  static void replaceAll(Path directory, Map<String, byte[]> with) throws IOException {
    deleteAll(directory);
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : with.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** Deletes a tree without following links. */
  static void deleteAll(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.toList()) {
          deleteAll(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  /** Puts everything back. */
  void restore() throws IOException {
    replaceAll(directory, files);
  }

  JournalVerdict verify() throws IOException {
    return verify(directory);
  }

  static SealTrust pinned() {
    return new SealTrust(SIGNATURES, Set.of(KEY.publicKey()));
  }

  /** Signatures are checked, by whatever key the journal names. */
  static SealTrust unpinned() {
    return new SealTrust(SIGNATURES, Set.of());
  }

  /** With the pinned key. */
  static JournalVerdict verify(Path at) throws IOException {
    return new JournalVerifier(record -> {}, pinned()).verify(JournalFiles.at(at).get(0));
  }
}
