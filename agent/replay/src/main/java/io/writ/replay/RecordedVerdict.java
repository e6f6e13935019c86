package io.writ.replay;

import io.writ.core.lineage.RecordDraft;
import org.jspecify.annotations.Nullable;

/** The decision field of a DECISION or OUTCOME. */
public enum RecordedVerdict {
  ALLOWED_BY_ARTIFACT(RecordDraft.ALLOWED_BY_ARTIFACT, "allowed"),
  ALLOWED_BY_POLICY(RecordDraft.ALLOWED_BY_POLICY, "ambient"),
  DENIED(RecordDraft.DENIED, "denied"),
  WOULD_DENY(RecordDraft.WOULD_DENY, "would-deny"),
  RETURNED(RecordDraft.RETURNED, "returned"),
  THREW(RecordDraft.THREW, "threw");

  private final int code;
  private final String word;

  RecordedVerdict(int code, String word) {
    this.code = code;
    this.word = word;
  }

  static @Nullable RecordedVerdict of(int code, boolean isOutcome) {
    for (RecordedVerdict verdict : values()) {
      if (verdict.code == code && verdict.isOutcome() == isOutcome) {
        return verdict;
      }
    }
    return null;
  }

  /** Whether it ends a call rather than begins one. */
  public boolean isOutcome() {
    return this == RETURNED || this == THREW;
  }

  /** As the commands print it. */
  public String word() {
    return word;
  }
}
