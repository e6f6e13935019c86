package io.writ.tlog;

import io.writ.core.jws.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of one log, one after the other. Each rotation is a leaf of the log itself: the next key
 * signs the checkpoints that cover it. For one thread.
 */
public final class KeyEpochs {
  private final List<NoteKey> keys = new ArrayList<>();

  /** At e the leaf that made the key of epoch e + 1 the log's. */
  private final List<Long> rotations = new ArrayList<>();

  private final Set<PublicKey> used = new HashSet<>();

  /** Of a log whose first key is this. */
  public KeyEpochs(NoteKey first) {
    keys.add(first);
    used.add(first.key());
  }

  /** How many there were. */
  public int count() {
    return keys.size();
  }

  /** The key of epoch 0. */
  public NoteKey first() {
    return keys.get(0);
  }

  /** The key of the last epoch. */
  public NoteKey last() {
    return keys.get(keys.size() - 1);
  }

  /** Whether the key was one of them. */
  public boolean hasUsed(PublicKey key) {
    return used.contains(key);
  }

  /** The leaf that began the last epoch; -1 in epoch 0. */
  public long lastRotation() {
    return rotations.isEmpty() ? -1 : rotations.get(rotations.size() - 1);
  }

  /** The key that signs the checkpoint over so many leaves. */
  public NoteKey at(long size) {
    int epoch = rotations.size();
    while (epoch > 0 && rotations.get(epoch - 1) >= size) {
      epoch--;
    }
    return keys.get(epoch);
  }

  /**
   * The rotation that somebody claims; its signatures are still to be verified.
   *
   * @param epoch that begins
   * @param root over the leaves that the key before has covered, 32 bytes
   * @throws NoteRefused when the epoch is not the next one, or the key was one before
   */
  public KeyRotation rotation(long epoch, long size, byte[] root, PublicKey key)
      throws NoteRefused {
    if (epoch != keys.size()) {
      throw new NoteRefused("expected key epoch [" + keys.size() + "], found [" + epoch + "]");
    }
    if (size < 0) {
      throw new NoteRefused("expected the size of a checkpoint, found [" + size + "]");
    }
    if (used.contains(key)) {
      throw new NoteRefused(
          "expected a new key in key epoch [" + epoch + "], found one of an earlier epoch");
    }
    return new KeyRotation(last(), new NoteKey(last().name(), key), epoch, size, root);
  }

  /**
   * Takes a rotation of {@link #rotation} that was verified.
   *
   * @param leaf its own number in the log
   */
  public void rotate(KeyRotation rotation, long leaf) {
    if (rotation.epoch() != keys.size()
        || leaf <= lastRotation()
        || !used.add(rotation.to().key())) {
      throw new IllegalArgumentException("not the next rotation");
    }
    keys.add(rotation.to());
    rotations.add(leaf);
  }
}
