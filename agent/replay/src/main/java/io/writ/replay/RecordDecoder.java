package io.writ.replay;

import io.writ.api.Reason;
import io.writ.core.lineage.DependenciesLayout;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a DECISION or OUTCOME into a {@link JournalRecord}, or says what is wrong. */
final class RecordDecoder {
  private static final String NO_DIGEST = "0".repeat(2 * RecordLayout.DIGEST_BYTES);

  private final Texts texts;

  RecordDecoder(Texts texts) {
    this.texts = texts;
  }

  JournalRecord decode(String journal, ByteBuffer record, boolean isOutcome)
      throws Contradiction, MalformedTail {
    int flags = u16(record, RecordLayout.FLAGS);
    int decision = u16(record, RecordLayout.DECISION);
    RecordedVerdict verdict = RecordedVerdict.of(decision, isOutcome);
    if (verdict == null) {
      throw new Contradiction("expected a known decision code, found [" + decision + "]");
    }
    int handedOver = record.get(RecordLayout.HAND_OVER) & 0xFF;
    HandOverKind handOver = HandOverKind.find(handedOver);
    if (handOver == null) {
      throw new Contradiction("expected a known kind of hand-over, found [" + handedOver + "]");
    }
    TailReader tail = new TailReader(record);
    ExecutionId execution = id(record, RecordLayout.EXECUTION_HIGH);
    List<ExecutionId> dependencies =
        dependencies(tail, u16(record, RecordLayout.DEPENDENCY_COUNT), execution);
    int pairs = tail.u16();
    int omitted = tail.u16();
    AttributeReader values = new AttributeReader(tail, execution.low());
    List<Attribute> attributes = values.read(pairs);
    return new JournalRecord(
        journal,
        record.getLong(RecordLayout.SEQUENCE),
        isOutcome,
        record.getLong(RecordLayout.WALL_NANOS),
        record.getLong(RecordLayout.MONOTONIC_NANOS),
        record.getLong(RecordLayout.THREAD_ID),
        (flags & RecordLayout.FLAG_VIRTUAL_THREAD) != 0,
        (flags & RecordLayout.FLAG_OBSERVE) != 0,
        execution,
        id(record, RecordLayout.PARENT_HIGH),
        handOver,
        dependencies,
        record.getInt(RecordLayout.EPOCH) & 0xFFFF_FFFFL,
        texts.require(DictionaryKind.SITE, record.getInt(RecordLayout.SITE)),
        texts.require(DictionaryKind.ACTION, record.getInt(RecordLayout.ACTION)),
        texts.require(DictionaryKind.PRINCIPAL, record.getInt(RecordLayout.PRINCIPAL)),
        texts.require(DictionaryKind.RULE, u16(record, RecordLayout.RULE)),
        verdict,
        reason(u16(record, RecordLayout.REASON)),
        digest(record, RecordLayout.ARTIFACT),
        digest(record, RecordLayout.POLICY),
        record.getLong(RecordLayout.LATENCY_NANOS),
        record.getLong(RecordLayout.DECISION_SEQUENCE),
        (flags & RecordLayout.FLAG_EXPECTS_OUTCOME) != 0,
        attributes,
        omitted,
        values.keyNumber(),
        digest(record, RecordLayout.COMMITMENT));
  }

  private static List<ExecutionId> dependencies(TailReader tail, int count, ExecutionId own)
      throws Contradiction, MalformedTail {
    if (count > DependenciesLayout.MAX_COUNT) {
      throw new Contradiction(
          "expected at most ["
              + DependenciesLayout.MAX_COUNT
              + "] dependencies, found ["
              + count
              + "]");
    }
    Set<ExecutionId> found = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      ExecutionId id = new ExecutionId(tail.u64(), tail.u64());
      if (id.equals(ExecutionId.NONE) || id.equals(own) || !found.add(id)) {
        throw new Contradiction(
            "expected dependencies on other executions, each once, found [" + id + "]");
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable String reason(int code) {
    if (code == 0) {
      return null;
    }
    for (Reason reason : Reason.values()) {
      if (reason.code() == code) {
        return reason.name();
      }
    }
    return Integer.toString(code);
  }

  private static @Nullable String digest(ByteBuffer record, int at) {
    byte[] digest = new byte[RecordLayout.DIGEST_BYTES];
    record.slice(at, digest.length).get(digest);
    String hex = HexFormat.of().formatHex(digest);
    return hex.equals(NO_DIGEST) ? null : hex;
  }

  private static ExecutionId id(ByteBuffer record, int high) {
    return new ExecutionId(record.getLong(high), record.getLong(high + Long.BYTES));
  }

  static int u16(ByteBuffer record, int at) {
    return record.getShort(at) & 0xFFFF;
  }
}
