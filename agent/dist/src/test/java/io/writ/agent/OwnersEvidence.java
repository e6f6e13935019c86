package io.writ.agent;

import io.writ.core.lineage.HandOverKind;
import io.writ.replay.Attribute;
import io.writ.replay.ExecutionId;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the service says that happened, and what its journal says, held against what was asked. */
final class OwnersEvidence {
  private static final String EFFECT = "owners:effect";
  private static final String BIND = "writ:bind";

  /** The agent's own, at its start. */
  private static final String SELF_TEST = "writ:self-test";

  private final OwnersLoad load;
  private final List<String> problems;

  /** {@code owner request place} of what must happen, and how often it did. */
  private final Map<String, Integer> counts = new HashMap<>();

  private final Map<ExecutionId, JournalRecord> decisions = new HashMap<>();
  private final AtomicLong records = new AtomicLong();
  private long effects;
  private long wrong;
  private long denials;

  OwnersEvidence(OwnersLoad load, List<String> problems) {
    this.load = load;
    this.problems = problems;
  }

  /**
   * Each effect happened once, and nothing else did.
   *
   * @param happened {@code owner request place;…} as the service has it
   */
  void checkEffects(String happened) {
    expect("row");
    for (String effect : happened.split(";", -1)) {
      count(effect);
      effects++;
    }
    checkCounts("it happened");
  }

  private void expect(String more) {
    counts.clear();
    for (int who = 0; who < OwnersLoad.OWNERS; who++) {
      for (int n = 0; n < load.made(who); n++) {
        String request = OwnersLoad.owner(who) + " " + OwnersLoad.request(who, n) + " ";
        OwnersLoad.PLACES.forEach(place -> counts.put(request + place, 0));
        if (!more.isEmpty()) {
          counts.put(request + more, 0);
        }
      }
    }
  }

  private void count(String effect) {
    if (counts.computeIfPresent(effect, (key, count) -> count + 1) == null) {
      wrong("not asked for: " + effect);
    }
  }

  private void checkCounts(String what) {
    counts.forEach(
        (effect, count) -> {
          if (count != 1) {
            problems.add(effect + ": " + what + " " + count + " times");
          }
        });
  }

  private void wrong(String problem) {
    wrong++;
    problems.add(problem);
  }

  /** Each effect was decided once, by its owner's artifact, under the arrival of its request. */
  void checkJournal(Path journal) throws IOException {
    for (JournalRecord record : Journals.verified(journal, this::isKept).records()) {
      decisions.put(record.execution(), record);
    }
    expect("");
    Set<ExecutionId> arrivals = new HashSet<>();
    for (JournalRecord decision : decisions.values()) {
      if (decision.verdict() == RecordedVerdict.DENIED) {
        checkDenial(decision);
      } else if (EFFECT.equals(decision.action())) {
        count(shown(decision));
        arrivals.add(checkEffect(decision));
      }
    }
    checkCounts("it was decided");
    if (arrivals.size() != load.madeByOwners()) {
      problems.add(arrivals.size() + " requests arrived");
    }
    if (denials != (long) load.madeByNobody() * OwnersLoad.PLACES.size()) {
      problems.add(denials + " denials of requests with nothing");
    }
  }

  private boolean isKept(JournalRecord record) {
    records.incrementAndGet();
    return !record.isOutcome()
        && !SELF_TEST.equals(record.action())
        && (record.verdict() == RecordedVerdict.DENIED
            || EFFECT.equals(record.action())
            || BIND.equals(record.action()));
  }

  private static String shown(JournalRecord effect) {
    return attribute(effect, "owner")
        + " "
        + attribute(effect, "request")
        + " "
        + attribute(effect, "where");
  }

  private void checkDenial(JournalRecord denial) {
    denials++;
    if (!EFFECT.equals(denial.action())
        || !attribute(denial, "request").startsWith("bare-")
        || denial.artifact() != null
        || !denial.parent().equals(ExecutionId.NONE)) {
      wrong(
          "denied: "
              + denial.action()
              + " "
              + shown(denial)
              + " for "
              + denial.principal()
              + ", "
              + denial.reason()
              + " under "
              + denial.parent());
    }
  }

  /** The parent that the request's own hand-over names, which is in no journal here. */
  private ExecutionId checkEffect(JournalRecord effect) {
    String owner = attribute(effect, "owner");
    ExecutionId sender = sender(attribute(effect, "request"));
    JournalRecord top = effect;
    JournalRecord above = decisions.get(top.parent());
    boolean isOwners = owner.equals(top.principal());
    while (above != null) {
      top = above;
      isOwners &= owner.equals(top.principal());
      above = decisions.get(top.parent());
    }
    boolean isArrival =
        BIND.equals(top.action())
            && top.handOver() == HandOverKind.MESSAGE
            && top.parent().equals(sender);
    if (!isOwners || !isArrival || effect.verdict() != RecordedVerdict.ALLOWED_BY_ARTIFACT) {
      wrong(
          shown(effect)
              + ": decided for "
              + effect.principal()
              + ", "
              + effect.verdict()
              + ", under "
              + top.action()
              + " of "
              + top.principal()
              + " from "
              + top.parent());
    }
    return top.execution();
  }

  /** What a request with an artifact names; nothing else has such a parent. */
  private static ExecutionId sender(String request) {
    String[] numbers = request.split("\\.", -1);
    return request.startsWith("bare-")
        ? ExecutionId.NONE
        : new ExecutionId(Long.parseLong(numbers[0]) + 1, Long.parseLong(numbers[1]) + 1);
  }

  private static String attribute(JournalRecord record, String name) {
    @Nullable String value = null;
    for (Attribute attribute : record.attributes()) {
      if (attribute.name().equals(name)) {
        value = attribute.value();
      }
    }
    return String.valueOf(value);
  }

  @Override
  public String toString() {
    return "owners on JDK "
        + Runtime.version().feature()
        + ": "
        + OwnersLoad.OWNERS
        + " owners, "
        + load.madeByOwners()
        + " requests, "
        + effects
        + " effects, "
        + wrong
        + " wrong; "
        + load.madeByNobody()
        + " requests with nothing, "
        + denials
        + " denials; "
        + records
        + " records";
  }
}
