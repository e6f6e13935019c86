package io.writ.policy.learn;

import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.HandOverKind;
import io.writ.policy.ToolRefused;
import io.writ.replay.Attribute;
import io.writ.replay.ExecutionId;
import io.writ.replay.Incidents;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalVerdict;
import io.writ.replay.RecordedVerdict;
import io.writ.replay.SealVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One process and what its journal says, without the journal's bytes. */
final class ObservedService {
  static final Map<String, List<String>> ACTIONS =
      Map.of(
          "jdk:process.start", List.of("command", "arguments"),
          "jdk:file.read", List.of("path"),
          "jdk:file.write", List.of("path"),
          "jdk:file.delete", List.of("path"),
          "jdk:net.connect", List.of("host", "port"),
          "jdk:net.bind", List.of("host", "port"),
          "jdk:runtime.exit", List.of("status"),
          "jdk:code.native", List.of("library"));

  /** 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000_000_000L;

  private final String journal;
  private final Map<String, String> genesis = new LinkedHashMap<>();
  private final List<JournalRecord> records = new ArrayList<>();

  ObservedService(String journal) {
    this.journal = journal;
    genesis.put(GenesisField.JOURNAL.key(), journal);
    genesis.put(GenesisField.POLICY_ID.key(), "shop");
    genesis.put(GenesisField.POLICY_VERSION.key(), "6");
    genesis.put(GenesisField.MODE.key(), "observe");
    genesis.put(GenesisField.PID.key(), "4711");
    with("java.home", "/opt/jdk-17");
    with("java.io.tmpdir", "/tmp");
    with("user.dir", "/srv/shop");
    with("user.home", "/home/shop");
    with("class.path", "/srv/shop/lib/a.jar:/srv/shop/classes");
  }

  ObservedService with(String variable, String value) {
    return genesis("variable." + variable, value);
  }

  ObservedService genesis(String key, String value) {
    genesis.put(key, value);
    return this;
  }

  ObservedService without(String variable) {
    genesis.remove("variable." + variable);
    return this;
  }

  ObservedService read(String... paths) {
    return files("jdk:file.read", paths);
  }

  ObservedService write(String... paths) {
    return files("jdk:file.write", paths);
  }

  private ObservedService files(String action, String... paths) {
    for (String path : paths) {
      saw(action, "path", path);
    }
    return this;
  }

  ObservedService connect(String host, int... ports) {
    for (int port : ports) {
      saw("jdk:net.connect", "host", host, "port", Integer.toString(port));
    }
    return this;
  }

  ObservedService bind(String host, int... ports) {
    for (int port : ports) {
      saw("jdk:net.bind", "host", host, "port", Integer.toString(port));
    }
    return this;
  }

  ObservedService saw(String action, @Nullable String... attributes) {
    return saw(RecordedVerdict.WOULD_DENY, "NO_ARTIFACT", action, attributes);
  }

  ObservedService saw(
      RecordedVerdict verdict, String reason, String action, @Nullable String... attributes) {
    List<Attribute> pairs = new ArrayList<>();
    for (int i = 0; i < attributes.length; i += 2) {
      pairs.add(new Attribute(String.valueOf(attributes[i]), attributes[i + 1], false));
    }
    long sequence = records.size() + 1L;
    records.add(
        new JournalRecord(
            journal,
            sequence,
            false,
            START + sequence * 1_000_000_000L,
            sequence,
            1,
            false,
            true,
            new ExecutionId(1, sequence),
            ExecutionId.NONE,
            HandOverKind.NONE,
            List.of(),
            1,
            null,
            action,
            null,
            null,
            verdict,
            reason,
            null,
            null,
            0,
            0,
            false,
            pairs,
            0,
            0,
            null));
    return this;
  }

  static LearnOptions options() {
    return new LearnOptions(null, null, false, false, ACTIONS);
  }

  /** What is learned from these services, in this order. */
  static Learned learn(LearnOptions options, List<ObservedService> services) throws ToolRefused {
    Learner learner = new Learner(options);
    List<JournalVerdict> verdicts = new ArrayList<>();
    for (ObservedService service : services) {
      service.records.forEach(learner::add);
      verdicts.add(service.verdict());
    }
    return learner.learn(verdicts);
  }

  Learned learn() throws ToolRefused {
    return learn(options(), List.of(this));
  }

  /** The rules alone. */
  String rules() throws ToolRefused {
    String document = learn().document();
    return document.substring(document.indexOf("ambient:"), document.indexOf("journal:\n"));
  }

  ObservedService shuffled(Random random) {
    Collections.shuffle(records, random);
    return this;
  }

  Surroundings surroundings() {
    return new Surroundings(genesis);
  }

  private JournalVerdict verdict() {
    return new JournalVerdict(
        Path.of(journal),
        JournalVerdict.State.CLOSED,
        null,
        false,
        new JournalVerdict.Counts(records.size(), 0, 0, records.size(), 0, 0, 0),
        genesis,
        "",
        SealVerdict.NONE,
        null,
        Incidents.NONE);
  }
}
