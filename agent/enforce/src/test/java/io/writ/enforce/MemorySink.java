package io.writ.enforce;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSink;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records in memory, as lines; fails when it is told to. */
final class MemorySink implements RecordSink {
  final List<String> lines = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private @Nullable Throwable failure;

  void failWith(@Nullable Throwable failure) {
    this.failure = failure;
  }

  @Override
  public int intern(DictionaryKind kind, String text) {
    if (!texts.contains(text)) {
      texts.add(text);
    }
    return texts.indexOf(text) + 1;
  }

  @Override
  public void document(DictionaryKind kind, String text) {}

  @Override
  public void artifact(byte[] digest, List<String> links) {}

  @Override
  public long append(RecordDraft draft) {
    if (failure instanceof RecordSinkFailure refused
        && (!refused.takesDenials() || draft.letsProceed())) {
      throw refused;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    boolean isDecision = draft.type == RecordType.DECISION;
    lines.add(
        (isDecision ? texts.get(draft.actionId - 1) : "outcome of " + draft.decisionSequence)
            + " "
            + draft.decision
            + " execution "
            + draft.executionLow
            + " in "
            + draft.parentLow
            + (draft.epoch == 0 ? "" : " epoch " + draft.epoch)
            + on(draft.dependencies));
    return lines.size() - 1L;
  }

  private static String on(long @Nullable [] dependencies) {
    StringBuilder on = new StringBuilder();
    for (int i = 0; dependencies != null && i < dependencies.length; i += 2) {
      on.append(i == 0 ? " on " : ",").append(dependencies[i + 1]);
    }
    return on.toString();
  }

  @Override
  public void configuration(Map<String, String> values) {
    lines.add("configuration " + values);
  }

  @Override
  public long runtimeIdHigh() {
    return 7;
  }

  @Override
  public void close() {}
}
