package io.writ.policy.learn;

import io.writ.api.Reason;
import io.writ.core.constraint.RealPath;
import io.writ.replay.Attribute;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the journals show, before anything is folded. */
final class Observations {
  private final LearnOptions options;
  private final SortedMap<String, SortedMap<Request, Sightings>> byJournal = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> argumentNames = new TreeMap<>();
  private final Problems problems;

  Observations(LearnOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /** Requests by journal id. */
  SortedMap<String, SortedMap<Request, Sightings>> byJournal() {
    return byJournal;
  }

  /** The names of recorded arguments, by application action; values were never kept. */
  SortedMap<String, SortedSet<String>> argumentNames() {
    return argumentNames;
  }

  /** Takes a record into account, in whatever order. */
  void add(JournalRecord record) {
    String action = record.action();
    if (action == null || record.isOutcome() || action.startsWith("writ:") || !isWanted(record)) {
      return;
    }
    RecordName name = new RecordName(record.journal(), record.sequence());
    List<String> values = values(record, action, name);
    if (values != null) {
      boolean isStruck = Reason.DENIED_BY_POLICY.name().equals(record.reason());
      byJournal
          .computeIfAbsent(record.journal(), journal -> new TreeMap<>())
          .merge(
              new Request(isByArtifact(record), action, values),
              new Sightings(1, record.wallNanos(), record.wallNanos(), isStruck ? 1 : 0, name),
              Sightings::plus);
    }
  }

  private boolean isWanted(JournalRecord record) {
    return switch (record.verdict()) {
      case ALLOWED_BY_ARTIFACT, ALLOWED_BY_POLICY, WOULD_DENY -> true;
      case DENIED -> options.includesDenied();
      case RETURNED, THREW -> false;
    };
  }

  private static boolean isByArtifact(JournalRecord record) {
    return record.verdict() == RecordedVerdict.ALLOWED_BY_ARTIFACT;
  }

  /** The values that rules speak of, or null when they cannot be told, which is a problem. */
  private @Nullable List<String> values(JournalRecord record, String action, RecordName name) {
    if (!action.startsWith("jdk:")) {
      SortedSet<String> names = argumentNames.computeIfAbsent(action, known -> new TreeSet<>());
      record.attributes().forEach(attribute -> names.add(attribute.name()));
      return List.of();
    }
    LearnedAction known = LearnedAction.find(action);
    if (known == null || !options.actionArguments().containsKey(action)) {
      problems.add(name, action, "is an action that this version has no rules for");
      return null;
    }
    List<String> values = new ArrayList<>();
    for (String argument : known.arguments()) {
      Attribute attribute = find(record, argument);
      if (attribute == null || attribute.isCut()) {
        problems.add(
            name,
            action,
            (attribute == null ? "has no [" : "has only a part of [")
                + argument
                + "]; observe again with [journal: { attributes: { \"jdk:*\": [\"*\"] } }] in the"
                + " policy");
        return null;
      }
      String value = attribute.value();
      if (value == null || !isDecidable(known, argument, value)) {
        problems.add(
            name,
            action,
            "has a [" + argument + "] that no constraint decides; no rule can name it");
        return null;
      }
      values.add(value);
    }
    return values;
  }

  /** What the agent records for an argument that no constraint admits is none of these. */
  private static boolean isDecidable(LearnedAction action, String argument, String value) {
    if (action.isOfFiles()) {
      return RealPath.isCanonical(value);
    }
    return switch (argument) {
      case "port", "status" -> value.matches("-?[0-9]{1,10}");
      default -> !value.isEmpty() && !value.equals("?") && !value.equals("null");
    };
  }

  private static @Nullable Attribute find(JournalRecord record, String name) {
    for (Attribute attribute : record.attributes()) {
      if (attribute.name().equals(name) && !attribute.isHidden()) {
        return attribute;
      }
    }
    return null;
  }
}
