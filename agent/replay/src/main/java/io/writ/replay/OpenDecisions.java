package io.writ.replay;

import java.util.HashMap;
import java.util.Map;

/** DECISIONs whose OUTCOME is still due; as many as calls ran at once. */
final class OpenDecisions {
  private final Map<Long, ExecutionId> open = new HashMap<>();
  private long first;

  /** DECISIONs before this one are not known: the segments before are not there. */
  void beginAt(long sequence) {
    first = sequence;
  }

  void begin(JournalRecord decision) {
    if (decision.expectsOutcome()) {
      open.put(decision.sequence(), decision.execution());
    }
  }

  void end(JournalRecord outcome) throws Contradiction {
    if (Long.compareUnsigned(outcome.decisionSequence(), first) < 0) {
      return;
    }
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
