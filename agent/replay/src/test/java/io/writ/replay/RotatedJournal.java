package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalRefused;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.CheckpointFile;
import io.writ.journal.seal.SealOptions;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Journals whose key changes while they are written, and copies of all their keys. */
final class RotatedJournal implements AutoCloseable {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final SegmentedJournal journal;
  private final List<SigningKey> keys = new ArrayList<>();
  private long execution = 1;

  private RotatedJournal(Path root, SealOptions how, SigningKey first) throws JournalRefused {
    keys.add(first);
    journal =
        SegmentedJournal.open(TestJournals.options(root).withSegmentBytes(1 << 20).sealed(how));
  }

  /** Sealed as it grows. */
  static RotatedJournal open(Path root) throws Exception {
    SigningKey first = newKey();
    return new RotatedJournal(root, fast(copy(first)), first);
  }

  /** Sealed in this way, by a copy of the key. */
  static RotatedJournal open(Path root, SealOptions how, SigningKey first) throws Exception {
    return new RotatedJournal(root, how, first);
  }

  static SealOptions fast(SigningKey key) {
    return SealOptions.of(key, new Signatures(), "file").every(1_000, SOON, NEVER);
  }

  static SigningKey newKey() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  /** The journal destroys the keys that it was given. */
  static SigningKey copy(SigningKey key) throws KeyRefused {
    return SigningKey.fromPem(key.toPem(), null);
  }

  Path directory() {
    return journal.directory();
  }

  SegmentedJournal journal() {
    return journal;
  }

  /** The key of an epoch, a copy. */
  SigningKey key(int epoch) throws KeyRefused {
    return copy(keys.get(epoch));
  }

  /** As checkpoints name it. */
  NoteKey noteKey(int epoch) throws KeyRefused {
    return CheckpointFile.keyOf(journal.id(), key(epoch));
  }

  static NoteKey noteKey(Path journal, SigningKey key) {
    return CheckpointFile.keyOf(UUID.fromString(String.valueOf(journal.getFileName())), key);
  }

  RotatedJournal append(int records) throws IOException {
    for (int i = 0; i < records; i++) {
      journal.append(TestJournals.denial(journal, execution++, 0));
    }
    return this;
  }

  /** Changes the key, and waits for the first checkpoint by it. */
  RotatedJournal rotate() throws Exception {
    SigningKey next = newKey();
    keys.add(next);
    assertTrue(journal.rotateKey(copy(next)));
    awaitCheckpointBy(noteKey(keys.size() - 1));
    return this;
  }

  private void awaitCheckpointBy(NoteKey key) throws IOException, NoteRefused {
    long deadline = System.nanoTime() + 20_000_000_000L;
    String id = key.print();
    while (!isBy(key)) {
      assertTrue(System.nanoTime() < deadline, () -> "no checkpoint by " + id);
      Thread.onSpinWait();
    }
  }

  private boolean isBy(NoteKey key) throws IOException, NoteRefused {
    Path file = directory().resolve("t/checkpoint");
    return SignedNote.parse(Files.readAllBytes(file)).signatures().get(0).keyId() == key.keyId();
  }

  @Override
  public void close() {
    journal.close();
  }

  static JournalVerdict verify(Path at, SigningKey... pinned) throws IOException {
    Set<PublicKey> keys = new HashSet<>();
    for (SigningKey key : pinned) {
      keys.add(key.publicKey());
    }
    return new JournalVerifier(record -> {}, new SealTrust(new Signatures(), keys))
        .verify(JournalFiles.at(at).get(0));
  }
}
