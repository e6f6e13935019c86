package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.Signer;
import io.writ.crypto.Signatures;
import org.junit.jupiter.api.Test;

class KeyEpochsTest {
  private static final String NAME = "example.org/log";
  private static final NoteKey FIRST = PublishedNotes.key(NAME, 1);
  private static final NoteKey SECOND = PublishedNotes.key(NAME, 2);
  private static final NoteKey THIRD = PublishedNotes.key(NAME, 3);
  private static final byte[] ROOT = new byte[MerkleHash.LENGTH_BYTES];

  private final KeyEpochs epochs = new KeyEpochs(FIRST);

  private void rotate(NoteKey to, long leaf) throws NoteRefused {
    epochs.rotate(epochs.rotation(epochs.count(), leaf, ROOT, to.key()), leaf);
  }

  private String refusal(long epoch, long size, NoteKey to) {
    return String.valueOf(
        assertThrows(NoteRefused.class, () -> epochs.rotation(epoch, size, ROOT, to.key()))
            .getMessage());
  }

  @Test
  void text_isWhatTheSpecificationShows() throws NoteRefused {
    KeyRotation rotation = epochs.rotation(1, 8_815, ROOT, SECOND.key());
    assertEquals(
        "example.org/log\nkey epoch 1\n8815\n"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            + SECOND.print()
            + "\n",
        new String(rotation.print(), UTF_8));
    String text = new String(rotation.print(), UTF_8);
    assertThrows(NoteRefused.class, () -> Checkpoint.parse(text));
  }

  @Test
  void key_countsForSizesThatCoverItsRotation() throws NoteRefused {
    rotate(SECOND, 10);
    rotate(THIRD, 20);
    assertEquals(FIRST, epochs.at(0));
    assertEquals(FIRST, epochs.at(10));
    assertEquals(SECOND, epochs.at(11));
    assertEquals(SECOND, epochs.at(20));
    assertEquals(THIRD, epochs.at(21));
    assertEquals(THIRD, epochs.last());
    assertEquals(20, epochs.lastRotation());
    assertEquals(3, epochs.count());
  }

  @Test
  void rotation_isToANewKeyInTheNextEpoch() throws NoteRefused {
    assertEquals("expected key epoch [1], found [2]", refusal(2, 5, SECOND));
    assertEquals("expected key epoch [1], found [0]", refusal(0, 5, SECOND));
    assertEquals("expected the size of a checkpoint, found [-1]", refusal(1, -1, SECOND));
    rotate(SECOND, 10);
    assertTrue(epochs.hasUsed(FIRST.key()));
    assertFalse(epochs.hasUsed(THIRD.key()));
    for (NoteKey used : new NoteKey[] {FIRST, SECOND}) {
      assertEquals(
          "expected a new key in key epoch [2], found one of an earlier epoch",
          refusal(2, 15, used));
    }
  }

  @Test
  void rotation_isSignedByBothKeys() throws NoteRefused {
    Signatures signatures = new Signatures();
    Signer first = PublishedNotes.signer(1);
    Signer second = PublishedNotes.signer(2);
    KeyRotation rotation = epochs.rotation(1, 5, ROOT, SECOND.key());
    byte[] text = rotation.print();
    rotation.verify(signatures, first.sign(text), second.sign(text));
    assertEquals(
        "the rotation is not signed by the key before",
        assertThrows(
                NoteRefused.class,
                () -> rotation.verify(signatures, second.sign(text), second.sign(text)))
            .getMessage());
    assertEquals(
        "the rotation is not signed by the new key",
        assertThrows(
                NoteRefused.class,
                () -> rotation.verify(signatures, first.sign(text), first.sign(text)))
            .getMessage());
  }
}
