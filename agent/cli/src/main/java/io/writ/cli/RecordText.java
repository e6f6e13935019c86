package io.writ.cli;

import io.writ.core.lineage.HandOverKind;
import io.writ.replay.Attribute;
import io.writ.replay.ExecutionId;
import io.writ.replay.JournalRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A record as one line of text or JSON. */
final class RecordText {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RecordText() {}

  static Instant time(long wallNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(wallNanos, 1_000_000_000L), Math.floorMod(wallNanos, 1_000_000_000L));
  }

  static String iso(long wallNanos) {
    return ISO.format(time(wallNanos));
  }

  static String heading() {
    return String.format(
        Locale.ROOT,
        "%8s  %-30s  %-10s  %-24s  %-32s  %-40s  %-24s  %s",
        "SEQ",
        "TIME",
        "VERDICT",
        "REASON",
        "EXECUTION",
        "ACTION",
        "PRINCIPAL",
        "ATTRIBUTES");
  }

  static String row(JournalRecord record) {
    return String.format(
            Locale.ROOT,
            "%8d  %-30s  %-10s  %-24s  %-32s  %-40s  %-24s  %s",
            record.sequence(),
            iso(record.wallNanos()),
            record.verdict().word(),
            shown(record.reason()),
            record.execution(),
            shown(record.action()),
            shown(record.principal()),
            values(record))
        .stripTrailing();
  }

  /** {@code name=value} pairs; quoted where a reader could not tell where a value ends. */
  static String attributes(JournalRecord record) {
    StringJoiner joined = new StringJoiner(" ");
    for (Attribute attribute : record.attributes()) {
      joined.add(
          ShownText.neutral(attribute.name())
              + "="
              + (attribute.isHidden() ? "(sealed)" : value(attribute.value()))
              + (attribute.isCut() ? "(cut)" : ""));
    }
    if (record.omittedAttributes() > 0) {
      joined.add("(" + record.omittedAttributes() + " more did not fit)");
    }
    return joined.toString();
  }

  /** The attributes and, in brackets, what the agent itself says of the call. */
  private static String values(JournalRecord record) {
    StringJoiner joined = new StringJoiner(" ");
    if (record.epoch() != 0) {
      joined.add("(epoch=" + record.epoch() + ")");
    }
    String attributes = attributes(record);
    if (!attributes.isEmpty()) {
      joined.add(attributes);
    }
    if (!record.dependencies().isEmpty()) {
      joined.add("(depends=" + String.join(",", dependencies(record)) + ")");
    }
    return joined.toString();
  }

  static String shown(@Nullable String text) {
    return text == null ? "-" : ShownText.neutral(text);
  }

  static String json(JournalRecord record) {
    JsonLine line = new JsonLine();
    line.text("journal", record.journal()).number("seq", record.sequence());
    line.text("type", record.isOutcome() ? "OUTCOME" : "DECISION");
    line.text("time", iso(record.wallNanos())).text("verdict", record.verdict().word());
    line.text("reason", record.reason()).text("execution", record.execution().toString());
    line.text("parent", parent(record)).text("handOver", handOver(record));
    if (!record.dependencies().isEmpty()) {
      line.texts("depends", dependencies(record));
    }
    line.text("action", record.action());
    line.text("site", record.site()).text("principal", record.principal());
    line.text("rule", record.rule()).text("artifact", record.artifact());
    line.text("policy", record.policy());
    if (record.epoch() != 0) {
      line.number("epoch", record.epoch());
    }
    line.number("thread", record.threadId());
    line.flag("virtual", record.isVirtualThread()).flag("observe", record.isObserved());
    line.number("latencyNanos", record.latencyNanos());
    if (record.isOutcome()) {
      line.number("decisionSeq", record.decisionSequence());
    }
    line.attributes(record.attributes());
    line.number("attributesOmitted", record.omittedAttributes());
    return line.end();
  }

  private static List<String> dependencies(JournalRecord record) {
    return record.dependencies().stream().map(ExecutionId::toString).toList();
  }

  private static @Nullable String parent(JournalRecord record) {
    return record.parent().equals(ExecutionId.NONE) ? null : record.parent().toString();
  }

  private static @Nullable String handOver(JournalRecord record) {
    return record.handOver() == HandOverKind.NONE ? null : record.handOver().word();
  }

  private static String value(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    String neutral = ShownText.neutral(value);
    boolean isPlain =
        !neutral.isEmpty() && neutral.chars().noneMatch(c -> " \"=()".indexOf(c) >= 0);
    return isPlain && !neutral.equals("null") ? neutral : '"' + neutral.replace("\"", "\\\"") + '"';
  }
}
