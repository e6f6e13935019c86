package io.writ.cli;

import io.writ.replay.ConfigurationRecord;
import io.writ.replay.ExecutionId;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records {@code show} prints: those that meet every condition given. */
final class RecordFilter {
  @Option(names = "--action", description = "An action; a * at its end stands for any rest.")
  private @Nullable String action;

  @Option(
      names = "--verdict",
      converter = VerdictWord.class,
      description = "allowed, ambient, denied, would-deny, returned or threw.")
  private @Nullable RecordedVerdict verdict;

  @Option(names = "--reason", description = "A reason, such as EXPIRED.")
  private @Nullable String reason;

  @Option(names = "--execution", description = "An execution id, or its last digits.")
  private @Nullable String execution;

  @Option(names = "--since", description = "UTC, such as 2026-11-22T10:00:00Z; inclusive.")
  private @Nullable Instant since;

  @Option(names = "--until", description = "UTC; exclusive.")
  private @Nullable Instant until;

  boolean isShown(JournalRecord record) {
    return isInTime(record.wallNanos())
        && (action == null || isAction(action, record.action()))
        && (verdict == null || verdict == record.verdict())
        && (reason == null || reason.equals(record.reason()))
        && (execution == null || isExecution(execution, record.execution()));
  }

  /** A policy change is no call, so that a condition on calls leaves it out. */
  boolean isShown(ConfigurationRecord record) {
    return isInTime(record.wallNanos())
        && action == null
        && verdict == null
        && reason == null
        && execution == null;
  }

  private boolean isInTime(long wallNanos) {
    Instant time = RecordText.time(wallNanos);
    return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
  }

  static boolean isAction(String pattern, @Nullable String action) {
    if (action == null) {
      return false;
    }
    return pattern.endsWith("*")
        ? action.startsWith(pattern.substring(0, pattern.length() - 1))
        : action.equals(pattern);
  }

  static boolean isExecution(String digits, ExecutionId id) {
    return !digits.isEmpty() && id.toString().endsWith(digits.toLowerCase(Locale.ROOT));
  }
}
