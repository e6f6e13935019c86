package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Effects;
import io.writ.core.artifact.Grant;
import io.writ.core.lineage.GenesisField;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A governed process is killed under load: what it did is in the journal. {@code -Dwrit.kills} says
 * how often, {@code -Dwrit.seed} when.
 */
class CrashIT {
  private static final int KILLS = Integer.getInteger("writ.kills", 20);
  private static final int[] THREADS = {1, 2, 4, 8};

  /** Effects may be granted, and their ids are recorded. */
  static final String POLICY =
      """
      ceiling:
        effects: { actions: ["test:effect"] }
      journal:
        attributes: { "test:effect": [id] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everyEffectSeenOutside_hasItsRecord_afterKills() throws Exception {
    long seed = Long.getLong("writ.seed", System.nanoTime());
    System.out.println("kill -9 seed " + seed);
    Random random = new Random(seed);
    GovernedJvm jvm = new GovernedJvm(directory).policy(POLICY);
    SealIT.configureKey(jvm);
    String artifact = jvm.authority.mint(Map.of("test:effect", Grant.ANY));
    Set<String> effects = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int threads = THREADS[kill % THREADS.length];
      String run = kill + "/";
      for (String id : effectsUntilKilled(jvm, artifact, threads, random)) {
        effects.add(run + id);
      }
    }

    Journals journals = Journals.verified(jvm.journal());

    assertEquals(KILLS, journals.set().verdicts().size());
    assertEquals(Set.of(), Set.copyOf(journals.set().missing()));
    int recovered = 0;
    for (JournalVerdict verdict : journals.set().verdicts()) {
      assertEquals(JournalVerdict.State.CUT, verdict.state());
      recovered += verdict.seals().covered() == verdict.counts().records() ? 1 : 0;
    }
    assertTrue(recovered >= KILLS - 1, "the next boot sealed " + recovered + " of " + KILLS);
    Set<String> recorded = recorded(journals);
    effects.removeAll(recorded);
    assertEquals(
        java.util.List.of(),
        effects.stream().limit(10).toList(),
        effects.size() + " effects without a record, seed " + seed);
    System.out.println(
        KILLS + " kills: " + recorded.size() + " recorded calls cover every effect seen outside");
  }

  /** Ids by journal order: the boots are in the order of their wall clocks. */
  private static Set<String> recorded(Journals journals) {
    Set<String> recorded = new HashSet<>();
    java.util.List<String> boots =
        journals.set().verdicts().stream()
            .sorted(
                java.util.Comparator.comparingLong(
                    v ->
                        Long.parseLong(
                            v.genesis().getOrDefault(GenesisField.BOOT_WALL_NANOS.key(), "0"))))
            .map(v -> v.genesis().getOrDefault(GenesisField.JOURNAL.key(), ""))
            .toList();
    for (JournalRecord record : journals.records()) {
      if ("test:effect".equals(record.action())) {
        String id = record.attributes().get(0).value();
        recorded.add(boots.indexOf(record.journal()) + "/" + id);
      }
    }
    return recorded;
  }

  private static Set<String> effectsUntilKilled(
      GovernedJvm jvm, String artifact, int threads, Random random)
      throws IOException, InterruptedException {
    Process process =
        jvm.command(Effects.class, artifact, Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> effects = new HashSet<>();
    int killAfter = 1 + random.nextInt(3_000);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      boolean isKilled = false;
      for (String line; (line = reader.readLine()) != null; ) {
        effects.add(line);
        if (!isKilled && effects.size() >= killAfter) {
          // Not Process.destroyForcibly: it closes the pipe that still holds effects.
          process.toHandle().destroyForcibly();
          isKilled = true;
        }
      }
    }
    assertEquals(137, process.waitFor(), "ended by SIGKILL");
    assertTrue(effects.size() >= killAfter, "effects: " + effects.size());
    return effects;
  }
}
