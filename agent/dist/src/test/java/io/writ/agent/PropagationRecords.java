package io.writ.agent;

import io.writ.agent.fixture.propagation.Acts;
import io.writ.replay.Attribute;
import io.writ.replay.ExecutionId;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run of the cases recorded, held against what it printed: each observation is one decision,
 * about the artifact of the owner that was seen, and a child of the execution that handed the work
 * over.
 */
final class PropagationRecords {
  private static final String BIND = "writ:bind";

  private final Map<ExecutionId, JournalRecord> decisions = new HashMap<>();
  private final Map<String, List<JournalRecord>> works = new HashMap<>();
  private final Map<String, String> artifacts = new HashMap<>();

  PropagationRecords(List<JournalRecord> records) {
    for (JournalRecord record : records) {
      if (record.isOutcome()) {
        continue;
      }
      decisions.put(record.execution(), record);
      if (Acts.WORK.equals(record.action())) {
        works.computeIfAbsent(attribute(record, "row"), row -> new ArrayList<>()).add(record);
      } else if (BIND.equals(record.action())) {
        artifacts.put(String.valueOf(record.principal()), String.valueOf(record.artifact()));
      }
    }
  }

  void check(List<PropagationRow> rows, List<String> problems) {
    for (PropagationRow row : rows) {
      List<JournalRecord> found = works.getOrDefault(row.number(), List.of());
      Set<String> names = new TreeSet<>(artifacts.keySet());
      names.add("none");
      for (String name : names) {
        long seen = row.observations().stream().filter(each -> isOf(each, name)).count();
        long recorded = found.stream().filter(each -> isOf(observation(each), name)).count();
        if (seen != recorded) {
          problems.add(
              row.key() + ": " + name + " was seen " + seen + " times, recorded " + recorded);
        }
      }
      found.stream()
          .filter(record -> record.verdict() == RecordedVerdict.ALLOWED_BY_ARTIFACT)
          .forEach(record -> checkChild(row, record, problems));
    }
  }

  /** An owner's name, alone or followed by the reason of a denial. */
  private static boolean isOf(String observation, String name) {
    return observation.equals(name)
        || observation.matches(java.util.regex.Pattern.quote(name) + " [A-Z_]+");
  }

  private static String observation(JournalRecord record) {
    if (record.verdict() == RecordedVerdict.DENIED && record.artifact() == null) {
      return "none";
    }
    return String.valueOf(record.principal());
  }

  private void checkChild(PropagationRow row, JournalRecord record, List<String> problems) {
    String owner = String.valueOf(record.principal());
    if (!String.valueOf(record.artifact()).equals(artifacts.get(owner))) {
      problems.add(row.key() + ": the record has " + owner + "'s name and another artifact");
    }
    JournalRecord parent = decisions.get(record.parent());
    String under = attribute(record, "under");
    boolean isSubmission =
        parent != null
            && under.equals(parent.action())
            && owner.equals(parent.principal())
            && (under.equals(BIND) || row.number().equals(attribute(parent, "row")));
    if (!isSubmission) {
      problems.add(
          row.key()
              + ": "
              + owner
              + "'s work is no child of the execution ["
              + under
              + "] that handed it over, but of "
              + (parent == null ? record.parent() : parent.action() + " by " + parent.principal()));
    }
  }

  private static String attribute(JournalRecord record, String name) {
    return record.attributes().stream()
        .filter(attribute -> attribute.name().equals(name))
        .map(Attribute::value)
        .findFirst()
        .orElse("");
  }
}
