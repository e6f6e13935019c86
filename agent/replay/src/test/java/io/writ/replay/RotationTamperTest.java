package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SealLayout;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict.State;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.KeyRotation;
import io.writ.tlog.NoteKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rotations of a journal's key that its owner did not make, or not so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationTamperTest {
  private final Path root;
  private final Path elsewhere;
  private final RotatedJournal journal;
  private final Path segment;
  private final Map<String, byte[]> files;

  /** With three epochs, in one segment. */
  RotationTamperTest(@TempDir Path root, @TempDir Path elsewhere) throws Exception {
    this.root = root;
    this.elsewhere = elsewhere;
    journal = RotatedJournal.open(root).append(40).rotate().append(40).rotate().append(40);
    journal.close();
    segment = journal.directory().resolve("q/00000000.cq4");
    files = SealedJournal.filesOf(journal.directory());
  }

  @BeforeEach
  void isGood() throws Exception {
    JournalVerdict verdict = RotatedJournal.verify(journal.directory(), journal.key(0));
    assertNull(verdict.firstBad());
    assertEquals(State.CLOSED, verdict.state());
  }

  @AfterEach
  void putBack() throws IOException {
    SealedJournal.replaceAll(journal.directory(), files);
  }

  interface Forgery {
    void make(ByteBuffer record) throws KeyRefused;
  }

  /** Changes one KEY_ROTATE, the first of them being number 1. */
  private void forge(int number, Forgery forgery) throws Exception {
    int[] seen = new int[1];
    new Forger()
        .forge(
            List.of(segment),
            record -> {
              if (record.get(RecordLayout.TYPE) == RecordType.KEY_ROTATE.code()
                  && ++seen[0] == number) {
                try {
                  forgery.make(record);
                } catch (KeyRefused e) {
                  throw new AssertionError(e);
                }
              }
            });
    assertTrue(seen[0] >= number);
  }

  private void assertTampered(String what) throws Exception {
    for (SigningKey[] pinned : List.of(new SigningKey[] {journal.key(0)}, new SigningKey[0])) {
      JournalVerdict verdict = RotatedJournal.verify(journal.directory(), pinned);
      BadRecord bad = verdict.firstBad();
      assertEquals(State.TAMPERED, verdict.state());
      assertTrue(bad != null && bad.what().contains(what), () -> String.valueOf(bad));
    }
  }

  /** Makes the record a rotation from one key to another, signed by these two. */
  private void sign(ByteBuffer record, SigningKey from, SigningKey to, boolean isByFrom) {
    byte[] rootHash = new byte[RecordLayout.DIGEST_BYTES];
    record.get(KeyRotateLayout.ROOT, rootHash);
    NoteKey old = RotatedJournal.noteKey(journal.directory(), from);
    NoteKey fresh = RotatedJournal.noteKey(journal.directory(), to);
    byte[] text =
        new KeyRotation(
                old,
                fresh,
                record.getInt(KeyRotateLayout.EPOCH),
                record.getLong(KeyRotateLayout.SIZE),
                rootHash)
            .print();
    record.put(KeyRotateLayout.NEW_KEY, to.publicKey().bytes());
    record.putInt(KeyRotateLayout.OLD_KEY_ID, Integer.reverseBytes(old.keyId()));
    record.putInt(KeyRotateLayout.NEW_KEY_ID, Integer.reverseBytes(fresh.keyId()));
    if (isByFrom) {
      record.put(KeyRotateLayout.OLD_SIGNATURE, from.sign(text));
    }
    record.put(KeyRotateLayout.NEW_SIGNATURE, to.sign(text));
  }

  @Test
  void strangersKey_isNotSignedFor() throws Exception {
    SigningKey stranger = RotatedJournal.newKey();
    forge(1, record -> sign(record, journal.key(0), stranger, false));
    assertTampered("the rotation is not signed by the key before");
  }

  @Test
  void strangerWhoNamesHimselfTheKeyBefore_hasAnotherId() throws Exception {
    SigningKey stranger = RotatedJournal.newKey();
    forge(1, record -> sign(record, stranger, RotatedJournal.newKey(), true));
    assertTampered("expected the ids of both keys in KEY_ROTATE");
  }

  @Test
  void newKeyThatDidNotSign_isRefused() throws Exception {
    forge(
        1,
        record -> {
          int at = KeyRotateLayout.NEW_SIGNATURE + 7;
          record.put(at, (byte) (record.get(at) ^ 2));
        });
    assertTampered("the rotation is not signed by the new key");
  }

  @Test
  void skippedEpoch_isRefused_whoeverSigned() throws Exception {
    forge(
        1,
        record -> {
          record.putInt(KeyRotateLayout.EPOCH, 2);
          sign(record, journal.key(0), journal.key(1), true);
        });
    assertTampered("expected key epoch [1], found [2]");
  }

  @Test
  void repeatedEpoch_isRefused_whoeverSigned() throws Exception {
    forge(
        2,
        record -> {
          record.putInt(KeyRotateLayout.EPOCH, 1);
          sign(record, journal.key(1), journal.key(2), true);
        });
    assertTampered("expected key epoch [2], found [1]");
  }

  @Test
  void keyOfAnEarlierEpoch_isRefused_whoeverSigned() throws Exception {
    forge(2, record -> sign(record, journal.key(1), journal.key(0), true));
    assertTampered("expected a new key in key epoch [2], found one of an earlier epoch");
  }

  @Test
  void otherRootOrSize_isRefused() throws Exception {
    forge(
        1,
        record -> {
          record.put(KeyRotateLayout.ROOT, new byte[RecordLayout.DIGEST_BYTES]);
          sign(record, journal.key(0), journal.key(1), true);
        });
    assertTampered("records in KEY_ROTATE, found another");
    putBack();
    forge(
        1,
        record -> {
          record.putLong(KeyRotateLayout.SIZE, record.getLong(KeyRotateLayout.SIZE) - 1);
          sign(record, journal.key(0), journal.key(1), true);
        });
    assertTampered("expected KEY_ROTATE to repeat a SEAL over [");
  }

  @Test
  void reservedBytes_areZero() throws Exception {
    forge(1, record -> record.putInt(KeyRotateLayout.RESERVED, 1));
    assertTampered("expected a KEY_ROTATE of [504] bytes");
  }

  /** Changes the first SEAL behind the first KEY_ROTATE. */
  private void forgeSealBehindRotation(Forgery forgery) throws Exception {
    int[] state = new int[1];
    new Forger()
        .forge(
            List.of(segment),
            record -> {
              int type = record.get(RecordLayout.TYPE);
              if (type == RecordType.KEY_ROTATE.code() && state[0] == 0) {
                state[0] = 1;
              } else if (type == RecordType.SEAL.code() && state[0] == 1) {
                state[0] = 2;
                try {
                  forgery.make(record);
                } catch (KeyRefused e) {
                  throw new AssertionError(e);
                }
              }
            });
    assertEquals(2, state[0]);
  }

  private void sealByTheFirstKey(ByteBuffer record, long size, byte[] rootHash) throws KeyRefused {
    NoteKey old = journal.noteKey(0);
    String text = new Checkpoint(old.name(), size, rootHash, List.of()).print();
    record.putLong(SealLayout.SIZE, size);
    record.put(SealLayout.ROOT, rootHash);
    record.putInt(SealLayout.KEY_ID, Integer.reverseBytes(old.keyId()));
    record.put(SealLayout.SIGNATURE, journal.key(0).sign(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void sealByTheOldKey_behindTheRotation_isRefused() throws Exception {
    forgeSealBehindRotation(
        record -> {
          byte[] rootHash = new byte[RecordLayout.DIGEST_BYTES];
          record.get(SealLayout.ROOT, rootHash);
          sealByTheFirstKey(record, record.getLong(SealLayout.SIZE), rootHash);
        });
    assertTampered("expected the id of the journal's key in a SEAL");
  }

  /** Which the old key may sign, but not there. */
  @Test
  void sealOverWhatWasBeforeTheRotation_behindIt_isRefused() throws Exception {
    byte[] repeated = new byte[KeyRotateLayout.BYTES];
    forge(1, record -> record.get(0, repeated));
    ByteBuffer rotation = ByteBuffer.wrap(repeated).order(ByteOrder.LITTLE_ENDIAN);
    byte[] rootHash = new byte[RecordLayout.DIGEST_BYTES];
    rotation.get(KeyRotateLayout.ROOT, rootHash);
    putBack();
    forgeSealBehindRotation(
        record -> sealByTheFirstKey(record, rotation.getLong(KeyRotateLayout.SIZE), rootHash));
    assertTampered("expected a SEAL over [");
  }

  /** The rotation goes, or comes twice; all else is made consistent. */
  @Test
  void rotationTakenAwayOrRepeated_isFound() throws Exception {
    Excerpts good = Excerpts.of(Files.readAllBytes(segment));
    for (boolean isRepeated : List.of(true, false)) {
      List<Excerpts.Piece> pieces = new ArrayList<>();
      for (Excerpts.Piece piece : good.pieces()) {
        if (!piece.isOf(RecordType.KEY_ROTATE)) {
          pieces.add(piece);
        } else if (isRepeated) {
          pieces.add(piece);
          pieces.add(piece.copy());
        }
      }
      Excerpts forged = new Excerpts(pieces, good.rest());
      Files.write(segment, new Rechain().rewrite(List.of(forged)).get(0).print());
      assertTampered(isRepeated ? "expected KEY_ROTATE to repeat a SEAL over [" : "a SEAL");
    }
  }

  @Test
  void rotationOfAJournalWithoutKey_isRefused() throws Exception {
    Path file = TestJournals.small(elsewhere.resolve("unsealed"), 3);
    boolean[] isMade = new boolean[1];
    new Forger()
        .forge(
            List.of(file),
            record -> {
              if (record.get(RecordLayout.TYPE) == RecordType.DECISION.code() && !isMade[0]) {
                isMade[0] = true;
                record.put(RecordLayout.TYPE, (byte) RecordType.KEY_ROTATE.code());
              }
            });
    BadRecord bad = RotatedJournal.verify(elsewhere.resolve("unsealed")).firstBad();
    assertEquals(
        "expected no KEY_ROTATE in a journal whose GENESIS names no key",
        bad == null ? null : bad.what());
  }

  /** The thief of a retired key begins where its epoch ended; the next key is not his. */
  @Test
  void forkAtTheRotation_byTheOldKey_lacksThePinnedNewOne() throws Exception {
    RotatedJournal fork =
        RotatedJournal.open(
            elsewhere.resolve("fork"), RotatedJournal.fast(journal.key(0)), journal.key(0));
    fork.append(100).rotate().append(100).close();
    JournalVerdict byOld = RotatedJournal.verify(fork.directory(), journal.key(0));
    assertEquals(State.CLOSED, byOld.state());
    BadRecord byNew = RotatedJournal.verify(fork.directory(), journal.key(1)).firstBad();
    assertTrue(byNew != null && byNew.what().startsWith("expected one of the pinned keys"));
    assertTrue(Files.isDirectory(root));
  }
}
