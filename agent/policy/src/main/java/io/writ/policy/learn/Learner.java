package io.writ.policy.learn;

import io.writ.core.lineage.GenesisField;
import io.writ.policy.ToolRefused;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Proposes the smallest readable policy for what journals show. A pure function of the journals'
 * records and the options: neither the order of the journals, nor the machine, its locale, its
 * clock or its files show in the answer.
 */
public final class Learner {
  private final LearnOptions options;
  private final Problems problems = new Problems();
  private final SortedMap<String, Surroundings> processes = new TreeMap<>();
  private final SortedMap<String, List<Request>> named = new TreeMap<>();
  private final Observations seen;
  private final SectionRules ambient;
  private final SectionRules ceiling;

  Learner(LearnOptions options) {
    this.options = options;
    this.seen = new Observations(options, problems);
    this.ambient = new SectionRules(problems, this::isNeverFolded);
    this.ceiling = new SectionRules(problems, this::isNeverFolded);
  }

  /**
   * Learns.
   *
   * @throws ToolRefused when a journal was tampered with, when a record cannot be named in a rule,
   *     or when what was learned would deny what was seen
   */
  public static Learned learn(List<JournalFiles> journals, LearnOptions options)
      throws IOException, ToolRefused {
    Learner learner = new Learner(options);
    for (JournalFiles journal : journals) {
      if (journal.isPruned()) {
        throw new ToolRefused(
            journal.name()
                + ": records of the journal were pruned; a policy that is learned from the rest"
                + " would deny what they show");
      }
    }
    return learner.learn(JournalSet.verify(journals, learner.seen::add).verdicts());
  }

  /** Takes a record that was verified. */
  void add(JournalRecord record) {
    seen.add(record);
  }

  /** Learns from the records that were added and what their journals say of themselves. */
  Learned learn(List<JournalVerdict> verdicts) throws ToolRefused {
    for (JournalVerdict verdict : verdicts) {
      String journal = verdict.genesis().getOrDefault(GenesisField.JOURNAL.key(), "");
      if (verdict.state() == JournalVerdict.State.TAMPERED || verdict.genesis().isEmpty()) {
        throw new ToolRefused(
            verdict.name() + ": the journal was tampered with; see [writ verify]");
      }
      if (processes.put(journal, new Surroundings(verdict.genesis())) != null) {
        throw new ToolRefused("journal " + journal + " is given twice; name it once");
      }
    }
    seen.byJournal().forEach(this::add);
    if (!options.leavesOut()) {
      problems.check();
    }
    List<LearnedRule> ambientRules = ambient.rules(seen.argumentNames());
    List<LearnedRule> ceilingRules = ceiling.rules(seen.argumentNames());
    String document =
        new LearnedDocument(
                id(verdicts),
                version(verdicts),
                environmentNames(ambientRules, ceilingRules),
                ungoverned(verdicts))
            .text(heading(verdicts), ambientRules, ceilingRules);
    long requests =
        new SelfCheck(document, options.actionArguments(), environmentNames(List.of(), List.of()))
            .check(processes, named);
    return new Learned(document, verdicts, ambientRules.size() + ceilingRules.size(), requests);
  }

  private void add(String journal, SortedMap<Request, Sightings> requests) {
    Surroundings process = Objects.requireNonNull(processes.get(journal));
    List<Request> known = named.computeIfAbsent(journal, id -> new ArrayList<>());
    requests.forEach(
        (request, sightings) -> {
          if ((request.isByArtifact() ? ceiling : ambient).add(request, sightings, process)) {
            known.add(request);
          }
        });
  }

  private boolean isNeverFolded(Place place) {
    return processes.values().stream().anyMatch(process -> process.isNeverFolded(place));
  }

  private String id(List<JournalVerdict> verdicts) throws ToolRefused {
    if (options.id() != null) {
      return options.id();
    }
    SortedSet<String> ids = values(verdicts, GenesisField.POLICY_ID);
    if (ids.size() != 1) {
      throw new ToolRefused(
          "the journals are of the policies "
              + ids
              + "; say by --id what the learned one is called");
    }
    return ids.first();
  }

  private long version(List<JournalVerdict> verdicts) {
    if (options.version() != null) {
      return options.version();
    }
    return 1
        + values(verdicts, GenesisField.POLICY_VERSION).stream()
            .filter(version -> version.matches("[0-9]{1,15}"))
            .mapToLong(Long::parseLong)
            .max()
            .orElse(0);
  }

  /** What one of the processes was not asked for, nobody has seen it do. */
  private static List<String> ungoverned(List<JournalVerdict> verdicts) {
    SortedSet<String> patterns = new TreeSet<>();
    for (String listed : values(verdicts, GenesisField.POLICY_UNGOVERNED)) {
      patterns.addAll(List.of(listed.split(",", -1)));
    }
    return List.copyOf(patterns);
  }

  private static SortedSet<String> values(List<JournalVerdict> verdicts, GenesisField field) {
    SortedSet<String> values = new TreeSet<>();
    for (JournalVerdict verdict : verdicts) {
      String value = verdict.genesis().getOrDefault(field.key(), "");
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  /** Those that the rules use, or all that are known when no rules are given. */
  private List<String> environmentNames(List<LearnedRule> ambientRules, List<LearnedRule> more) {
    SortedSet<String> names = new TreeSet<>();
    processes.values().forEach(process -> names.addAll(process.environmentNames()));
    if (!ambientRules.isEmpty() || !more.isEmpty()) {
      String rules = ambientRules + " " + more;
      names.removeIf(name -> !rules.contains("${env." + name + "}"));
    }
    return List.copyOf(names);
  }

  private List<String> heading(List<JournalVerdict> verdicts) {
    Sightings all = null;
    for (Map<Request, Sightings> requests : seen.byJournal().values()) {
      for (Sightings sightings : requests.values()) {
        all = sightings.plus(all);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Learned by [writ policy learn] from "
            + (all == null ? "no call." : LearnedDocument.times(all) + "."));
    String modes = String.join(", ", values(verdicts, GenesisField.MODE));
    lines.add(
        "What was seen in mode ["
            + modes
            + "] is not yet what should be: read every rule before this is signed.");
    for (String journal : processes.keySet()) {
      lines.add("journal " + journal);
    }
    lines.addAll(problems.lines());
    return lines;
  }
}
