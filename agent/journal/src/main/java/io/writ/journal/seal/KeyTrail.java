package io.writ.journal.seal;

import io.writ.core.jws.SignatureVerifier;
import io.writ.core.lineage.KeyRotateTail;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.tlog.KeyEpochs;
import io.writ.tlog.KeyRotation;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys of a journal that nobody writes any more, from the one in GENESIS on, as its KEY_ROTATE
 * records hand them on. Each of those is signed by the key before it, so none is taken on the word
 * of the files.
 */
final class KeyTrail {
  private final SignatureVerifier signatures;
  private final KeyEpochs epochs;

  /** By the size that they state. */
  private final Map<Long, KeyRotation> rotations = new HashMap<>();

  private KeyTrail(NoteKey first, SignatureVerifier signatures) {
    this.signatures = signatures;
    epochs = new KeyEpochs(first);
  }

  /** What is in a journal's files contradicts itself. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Reads a journal's first records.
   *
   * @param first the key that GENESIS names
   * @param kept the rotations in segments that are gone
   * @throws Refused when a KEY_ROTATE is none
   */
  static KeyTrail of(
      Path journal, NoteKey first, KeptRotations kept, long records, SignatureVerifier signatures)
      throws IOException {
    KeyTrail trail = new KeyTrail(first, signatures);
    for (ByteBuffer record : kept.records()) {
      trail.take(record, record.getLong(RecordLayout.SEQUENCE));
    }
    if (kept.from() < records) {
      try (CommittedRecords there = CommittedRecords.from(journal, kept.from())) {
        for (long sequence = kept.from(); sequence < records; sequence++) {
          trail.take(there.next(records), sequence);
        }
      }
    }
    return trail;
  }

  /** The key that signs the checkpoint over so many records. */
  NoteKey at(long size) {
    return epochs.at(size);
  }

  /** Whether a KEY_ROTATE says what the root over so many records is. */
  boolean isRootKnown(long size) {
    return rotations.containsKey(size);
  }

  /** Throws when a KEY_ROTATE says that the root over so many records is another one. */
  void check(long size, byte[] root) throws Refused {
    KeyRotation rotation = rotations.get(size);
    if (rotation != null && !Arrays.equals(rotation.root(), root)) {
      throw new Refused("a KEY_ROTATE has another root over [" + size + "] records");
    }
  }

  private void take(ByteBuffer record, long sequence) throws Refused {
    if (record.get(RecordLayout.TYPE) != RecordType.KEY_ROTATE.code()) {
      return;
    }
    try {
      if (!KeyRotateTail.isWhole(record)) {
        throw new Refused("a KEY_ROTATE of [" + record.limit() + "] bytes");
      }
      KeyRotateTail tail = KeyRotateTail.of(record);
      KeyRotation rotation = epochs.rotation(tail.epoch(), tail.size(), tail.root(), tail.newKey());
      rotation.verify(signatures, tail.oldSignature(), tail.newSignature());
      if (rotation.size() > sequence || rotations.putIfAbsent(rotation.size(), rotation) != null) {
        throw new Refused("a KEY_ROTATE over [" + rotation.size() + "] records, where none can be");
      }
      epochs.rotate(rotation, sequence);
    } catch (NoteRefused e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }
}
