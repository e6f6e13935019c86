package io.writ.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.lineage.AttributesLayout;
import io.writ.core.lineage.DependenciesLayout;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.DictionaryLayout;
import io.writ.core.lineage.ErasureLayout;
import io.writ.core.lineage.GapLayout;
import io.writ.core.lineage.HeartbeatLayout;
import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SealLayout;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentOpenLayout;
import io.writ.core.lineage.ValuesLayout;
import io.writ.journal.secret.SubjectKey;
import io.writ.tlog.KeyRotation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes everything of a record but sequence, CRC and chain, outside the append lock. */
final class RecordEncoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final @Nullable String[] NO_ATTRIBUTES = {};

  private final boolean isObserving;
  private final Concealment concealment;

  RecordEncoder(boolean isObserving, Concealment concealment) {
    this.isObserving = isObserving;
    this.concealment = concealment;
  }

  /** A DECISION or OUTCOME. */
  void encode(RecordDraft draft, Scratch to) throws DigestException {
    head(to, draft.type, draft.wallNanos, draft.monotonicNanos, draft.threadId);
    byte[] b = to.bytes;
    int flags = isObserving ? RecordLayout.FLAG_OBSERVE : 0;
    flags |= draft.isVirtualThread ? RecordLayout.FLAG_VIRTUAL_THREAD : 0;
    flags |= draft.expectsOutcome ? RecordLayout.FLAG_EXPECTS_OUTCOME : 0;
    putU16(b, RecordLayout.FLAGS, flags);
    putLong(b, RecordLayout.EXECUTION_HIGH, draft.executionHigh);
    putLong(b, RecordLayout.EXECUTION_LOW, draft.executionLow);
    putLong(b, RecordLayout.PARENT_HIGH, draft.parentHigh);
    putLong(b, RecordLayout.PARENT_LOW, draft.parentLow);
    putInt(b, RecordLayout.EPOCH, draft.epoch);
    putInt(b, RecordLayout.SITE, draft.siteId);
    putInt(b, RecordLayout.PRINCIPAL, draft.principalId);
    putInt(b, RecordLayout.ACTION, draft.actionId);
    putU16(b, RecordLayout.DECISION, draft.decision);
    putU16(b, RecordLayout.REASON, draft.reason);
    putU16(b, RecordLayout.RULE, draft.ruleId);
    putDigest(b, RecordLayout.ARTIFACT, draft.artifactDigest);
    putDigest(b, RecordLayout.POLICY, draft.policyDigest);
    putLong(b, RecordLayout.LATENCY_NANOS, draft.latencyNanos);
    putLong(b, RecordLayout.DECISION_SEQUENCE, draft.decisionSequence);
    b[RecordLayout.HAND_OVER] = (byte) draft.handOver;
    finish(to, values(draft, dependencies(draft, to), to));
  }

  /** Returns where they end. */
  private static int dependencies(RecordDraft draft, Scratch to) {
    long[] ids = draft.dependencies;
    if (ids == null || draft.type != RecordType.DECISION) {
      return DependenciesLayout.FIRST;
    }
    int count = ids.length / 2;
    int end = DependenciesLayout.end(count);
    to.ensureCapacity(end + AttributesLayout.FIRST);
    putU16(to.bytes, RecordLayout.DEPENDENCY_COUNT, count);
    for (int i = 0; i < ids.length; i++) {
      putLong(to.bytes, DependenciesLayout.FIRST + i * Long.BYTES, ids[i]);
    }
    return end;
  }

  /** What the record says of the call's values, from a byte on; returns where it ends. */
  private int values(RecordDraft draft, int from, Scratch to) throws DigestException {
    SubjectKey subject = null;
    boolean isConcealed = true;
    try {
      subject = concealment.keyFor(draft);
    } catch (RecordSinkFailure e) {
      if (draft.letsProceed()) {
        throw e;
      }
      isConcealed = false; // A denial is recorded all the same, with none of its values.
    }
    @Nullable String @Nullable [] attributes = draft.attributes;
    int count = attributes == null ? 0 : draft.attributeCount;
    if (isConcealed) {
      concealment.commit(draft, subject, to);
    }
    if (!isConcealed || (count == 0 && subject == null)) {
      putU16(to.bytes, from + AttributesLayout.PAIRS, 0);
      putU16(to.bytes, from + AttributesLayout.OMITTED, Math.min(0xFFFF, count / 2));
      return from + AttributesLayout.FIRST;
    }
    AttributeWriter writer = new AttributeWriter(to, from, draft.executionLow, subject);
    return writer.write(attributes == null ? NO_ATTRIBUTES : attributes, count);
  }

  /** A GENESIS, CONFIG or WARNING. */
  void values(RecordType type, Map<String, String> values, long wallNanos, Scratch to)
      throws DigestException {
    own(to, type, wallNanos);
    putU16(to.bytes, ValuesLayout.COUNT, values.size());
    int at = ValuesLayout.FIRST;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      at = text16(to, at, entry.getKey().getBytes(UTF_8));
      at = text16(to, at, entry.getValue().getBytes(UTF_8));
    }
    finish(to, at);
  }

  /**
   * That keys of data subjects are gone.
   *
   * @param numbers at most {@link ErasureLayout#MAX_COUNT}
   */
  void erasure(UUID journal, List<Integer> numbers, long wallNanos, Scratch to)
      throws DigestException {
    own(to, RecordType.ERASURE, wallNanos);
    int end = ErasureLayout.NUMBERS + numbers.size() * Integer.BYTES;
    to.ensureCapacity(end);
    byte[] b = to.bytes;
    putUuid(b, ErasureLayout.JOURNAL, journal);
    putInt(b, ErasureLayout.COUNT, numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      putInt(b, ErasureLayout.NUMBERS + i * Integer.BYTES, numbers.get(i));
    }
    finish(to, end);
  }

  /** One part of a dictionary text. */
  void dictionary(DictionaryKind kind, int number, DictionaryPart part, long wallNanos, Scratch to)
      throws DigestException {
    own(to, RecordType.DICT, wallNanos);
    to.ensureCapacity(DictionaryLayout.TEXT + part.lengthBytes + RecordLayout.ALIGNMENT);
    byte[] b = to.bytes;
    b[DictionaryLayout.KIND] = (byte) kind.code();
    b[DictionaryLayout.FLAGS] = (byte) (part.isLast() ? 0 : DictionaryLayout.FLAG_MORE);
    putU16(b, DictionaryLayout.PART, part.index);
    putInt(b, DictionaryLayout.NUMBER, number);
    putInt(b, DictionaryLayout.TEXT_LENGTH, part.lengthBytes);
    System.arraycopy(part.text, part.fromByte, b, DictionaryLayout.TEXT, part.lengthBytes);
    finish(to, DictionaryLayout.TEXT + part.lengthBytes);
  }

  /**
   * The first record of every segment but the first.
   *
   * @param chainBefore of the record before, 32 bytes
   */
  void open(UUID journal, long segment, byte[] chainBefore, long wallNanos, Scratch to)
      throws DigestException {
    own(to, RecordType.SEG_OPEN, wallNanos);
    byte[] b = to.bytes;
    putUuid(b, SegmentOpenLayout.JOURNAL, journal);
    putLong(b, SegmentOpenLayout.SEGMENT, segment);
    putDigest(b, SegmentOpenLayout.CHAIN_BEFORE, chainBefore);
    finish(to, SegmentOpenLayout.BYTES);
  }

  /**
   * The last record of a segment.
   *
   * @param records of the journal, with this one
   */
  void close(long records, long flags, long wallNanos, Scratch to) throws DigestException {
    own(to, RecordType.SEG_CLOSE, wallNanos);
    putLong(to.bytes, SegmentCloseLayout.RECORDS, records);
    putLong(to.bytes, SegmentCloseLayout.FLAGS, flags);
    finish(to, SegmentCloseLayout.BYTES);
  }

  /** What a published checkpoint says. */
  void seal(long size, byte[] root, int keyId, byte[] signature, long wallNanos, Scratch to)
      throws DigestException {
    own(to, RecordType.SEAL, wallNanos);
    byte[] b = to.bytes;
    putLong(b, SealLayout.SIZE, size);
    putDigest(b, SealLayout.ROOT, root);
    putInt(b, SealLayout.KEY_ID, Integer.reverseBytes(keyId));
    System.arraycopy(signature, 0, b, SealLayout.SIGNATURE, SealLayout.SIGNATURE_BYTES);
    finish(to, SealLayout.BYTES);
  }

  /** That another key seals from now on. */
  void rotate(KeyRotation rotation, byte[] byOld, byte[] byNew, long wallNanos, Scratch to)
      throws DigestException {
    own(to, RecordType.KEY_ROTATE, wallNanos);
    byte[] b = to.bytes;
    putInt(b, KeyRotateLayout.EPOCH, (int) rotation.epoch());
    putInt(b, KeyRotateLayout.RESERVED, 0);
    putLong(b, KeyRotateLayout.SIZE, rotation.size());
    putDigest(b, KeyRotateLayout.ROOT, rotation.root());
    putDigest(b, KeyRotateLayout.NEW_KEY, rotation.to().key().bytes());
    putInt(b, KeyRotateLayout.OLD_KEY_ID, Integer.reverseBytes(rotation.from().keyId()));
    putInt(b, KeyRotateLayout.NEW_KEY_ID, Integer.reverseBytes(rotation.to().keyId()));
    System.arraycopy(byOld, 0, b, KeyRotateLayout.OLD_SIGNATURE, SealLayout.SIGNATURE_BYTES);
    System.arraycopy(byNew, 0, b, KeyRotateLayout.NEW_SIGNATURE, SealLayout.SIGNATURE_BYTES);
    finish(to, KeyRotateLayout.BYTES);
  }

  /** That the process stood still, or its wall clock was set. */
  void gap(long stillNanos, long wallStepNanos, long wallNanos, Scratch to) throws DigestException {
    own(to, RecordType.GAP, wallNanos);
    putLong(to.bytes, GapLayout.STILL_NANOS, stillNanos);
    putLong(to.bytes, GapLayout.WALL_STEP_NANOS, wallStepNanos);
    finish(to, GapLayout.BYTES);
  }

  /** That nothing happened. */
  void heartbeat(long idleNanos, long wallNanos, Scratch to) throws DigestException {
    own(to, RecordType.HEARTBEAT, wallNanos);
    putLong(to.bytes, HeartbeatLayout.IDLE_NANOS, idleNanos);
    finish(to, HeartbeatLayout.BYTES);
  }

  /** Nanoseconds since 1970 UTC. */
  static long nanosOf(InstantSource clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private void own(Scratch to, RecordType type, long wallNanos) {
    head(to, type, wallNanos, System.nanoTime(), Thread.currentThread().getId());
    putU16(to.bytes, RecordLayout.FLAGS, isObserving ? RecordLayout.FLAG_OBSERVE : 0);
  }

  private static void head(
      Scratch to, RecordType type, long wallNanos, long monotonicNanos, long threadId) {
    byte[] b = to.bytes;
    Arrays.fill(b, 0, RecordLayout.TAIL, (byte) 0);
    putInt(b, RecordLayout.MAGIC, RecordLayout.MAGIC_VALUE);
    b[RecordLayout.TYPE] = (byte) type.code();
    b[RecordLayout.MINOR] = RecordLayout.MINOR_VALUE;
    putLong(b, RecordLayout.WALL_NANOS, wallNanos);
    putLong(b, RecordLayout.MONOTONIC_NANOS, monotonicNanos);
    putLong(b, RecordLayout.THREAD_ID, threadId);
  }

  private static void finish(Scratch to, int end) throws DigestException {
    int length = (end + RecordLayout.ALIGNMENT - 1) & -RecordLayout.ALIGNMENT;
    if (length > RecordLayout.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException("a record of [" + length + "] bytes is too long");
    }
    to.ensureCapacity(length);
    Arrays.fill(to.bytes, end, length, (byte) 0);
    putInt(to.bytes, RecordLayout.LENGTH, length);
    to.length = length;
    to.sha256.reset(); // An error of the JVM may have torn what was begun before.
    to.sha256.update(to.bytes, 0, length);
    to.sha256.digest(to.bodyDigest, 0, RecordLayout.DIGEST_BYTES);
  }

  private static int text16(Scratch to, int at, byte[] utf8) {
    to.ensureCapacity(at + 2 + utf8.length);
    putU16(to.bytes, at, utf8.length);
    System.arraycopy(utf8, 0, to.bytes, at + 2, utf8.length);
    return at + 2 + utf8.length;
  }

  /** In the order of its text. */
  private static void putUuid(byte[] to, int at, UUID id) {
    putLong(to, at, Long.reverseBytes(id.getMostSignificantBits()));
    putLong(to, at + Long.BYTES, Long.reverseBytes(id.getLeastSignificantBits()));
  }

  private static void putDigest(byte[] to, int at, byte @Nullable [] digest) {
    if (digest != null) {
      System.arraycopy(digest, 0, to, at, RecordLayout.DIGEST_BYTES);
    }
  }

  static void putU16(byte[] to, int at, int value) {
    if (value >>> 16 != 0) {
      throw new IllegalArgumentException("[" + value + "] does not fit 16 bits at byte " + at);
    }
    SHORT.set(to, at, (short) value);
  }

  static void putInt(byte[] to, int at, int value) {
    INT.set(to, at, value);
  }

  static void putLong(byte[] to, int at, long value) {
    LONG.set(to, at, value);
  }
}
