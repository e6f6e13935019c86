package io.writ.replay;

import java.util.HashMap;
import java.util.Map;

/** DECISIONs whose OUTCOME is still due; as many as calls ran at once. */
final class OpenDecisions {
  private final Map<Long, ExecutionId> open = new HashMap<>();

  void begin(JournalRecord decision) {
    if (decision.expectsOutcome()) {
      open.put(decision.sequence(), decision.execution());
    }
  }

  void end(JournalRecord outcome) throws Contradiction {
    ExecutionId begun = open.remove(outcome.decisionSequence());
    if (begun == null) {
      throw new Contradiction(
          "expected the OUTCOME of an open DECISION, found one of record ["
              + Long.toUnsignedString(outcome.decisionSequence())
              + "]");
    }
    if (!begun.equals(outcome.execution())) {
      throw new Contradiction(
          "expected the OUTCOME of execution [" + begun + "], found [" + outcome.execution() + "]");
    }
  }

  int count() {
    return open.size();
  }
}
