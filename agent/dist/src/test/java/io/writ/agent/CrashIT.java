package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Effects;
import io.writ.core.artifact.Grant;
import io.writ.core.lineage.GenesisField;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A governed process is killed, under load or at any time of its start: what it did is in the
 * journal. {@code -Dwrit.kills} says how often, {@code -Dwrit.seed} when.
 */
class CrashIT {
  private static final int KILLS = Integer.getInteger("writ.kills", 20);
  private static final int[] THREADS = {1, 2, 8};

  /** More than three segments of a MiB hold. */
  private static final int MAX_EFFECTS = 5_000;

  /** A start takes less than half of it. */
  private static final int MAX_MILLIS = 2_500;

  /** Each third kill is at any time, also before anything runs. */
  private static final int BY_TIME = 3;

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
    jvm = jvm.with(",journal.segment=1");
    Set<String> effects = new HashSet<>();
    int without = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String artifact = jvm.authority.mint(Map.of("test:effect", Grant.ANY));
      String threads = Integer.toString(THREADS[kill % THREADS.length]);
      ProcessBuilder command = jvm.command(Effects.class, artifact, threads, kill + "/");
      Set<String> seen =
          kill / THREADS.length % BY_TIME == 0
              ? effectsUntil(random.nextInt(MAX_MILLIS), command)
              : effectsUntilSeen(1 + random.nextInt(MAX_EFFECTS), command);
      without += seen.isEmpty() ? 1 : 0;
      effects.addAll(seen);
    }
    assertNotEquals(Set.of(), effects);

    Set<String> recorded = new HashSet<>();
    Journals journals = Journals.verified(jvm.journal(), record -> isOther(record, recorded));

    assertEquals(Set.of(), Set.copyOf(journals.set().missing()));
    Set<String> unrecorded = new HashSet<>(effects);
    unrecorded.removeAll(recorded);
    assertEquals(
        List.of(),
        unrecorded.stream().limit(10).toList(),
        unrecorded.size() + " effects without a record, seed " + seed);
    List<JournalVerdict> boots =
        journals.set().verdicts().stream()
            .filter(boot -> boot.counts().records() > 0)
            .sorted(Comparator.comparingLong(CrashIT::boot))
            .toList();
    assertTrue(boots.size() >= KILLS - without, boots.size() + " journals");
    assertRecovered(boots);
    System.out.println(
        KILLS
            + " kills, "
            + without
            + " before an effect: "
            + effects.size()
            + " effects seen outside, each with its record; "
            + boots.size()
            + " journals, each cut, none tampered; ms to recover one: "
            + recoveryMillis(boots));
  }

  /** Of a call that had an effect the id is kept alone: there are too many for the heap. */
  private static boolean isOther(JournalRecord record, Set<String> recorded) {
    boolean isEffect = "test:effect".equals(record.action());
    if (isEffect) {
      recorded.add(record.attributes().get(0).value());
    }
    return !isEffect && !record.isOutcome();
  }

  private static long boot(JournalVerdict verdict) {
    return Long.parseLong(verdict.genesis().getOrDefault(GenesisField.BOOT_WALL_NANOS.key(), "0"));
  }

  /** The next boot sealed all that the one that was killed had written. */
  private static void assertRecovered(List<JournalVerdict> boots) {
    for (int i = 0; i < boots.size(); i++) {
      JournalVerdict verdict = boots.get(i);
      assertEquals(JournalVerdict.State.CUT, verdict.state());
      if (i < boots.size() - 1) {
        assertEquals(
            verdict.counts().records(), verdict.seals().covered(), verdict.name().toString());
      }
    }
  }

  /** The least, the median and the most. */
  private static List<Long> recoveryMillis(List<JournalVerdict> boots) {
    long[] nanos =
        boots.stream()
            .map(boot -> boot.genesis().get(GenesisField.PREVIOUS_NANOS.key()))
            .filter(value -> value != null)
            .mapToLong(Long::parseLong)
            .sorted()
            .toArray();
    assertTrue(nanos.length >= boots.size() - 1, () -> nanos.length + " recoveries");
    return List.of(nanos[0], nanos[nanos.length / 2], nanos[nanos.length - 1]).stream()
        .map(TimeUnit.NANOSECONDS::toMillis)
        .toList();
  }

  /** Kills it under load, after so many effects. */
  private Set<String> effectsUntilSeen(int count, ProcessBuilder command)
      throws IOException, InterruptedException {
    Process process = start(command);
    Set<String> effects = new HashSet<>();
    try (BufferedReader reader = pipe(process)) {
      for (String line; (line = reader.readLine()) != null; ) {
        effects.add(line);
        if (effects.size() == count) {
          kill(process);
        }
      }
    }
    assertEquals(137, process.waitFor(), this::stderr);
    assertTrue(effects.size() >= count, "effects: " + effects.size());
    return effects;
  }

  /** Kills it whatever it does by then. */
  private Set<String> effectsUntil(int millis, ProcessBuilder command)
      throws IOException, InterruptedException {
    Process process = start(command);
    Thread killer =
        new Thread(
            () -> {
              try {
                boolean ignored = process.waitFor(millis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              kill(process);
            });
    killer.start();
    Set<String> effects = new HashSet<>();
    try (BufferedReader reader = pipe(process)) {
      reader.lines().forEach(effects::add);
    }
    killer.join();
    assertEquals(137, process.waitFor(), this::stderr);
    return effects;
  }

  private Process start(ProcessBuilder command) throws IOException {
    return command.redirectError(directory.resolve("stderr").toFile()).start();
  }

  private String stderr() {
    try {
      return "not ended by SIGKILL: " + Files.readString(directory.resolve("stderr"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not {@link Process#destroyForcibly}: it closes the pipe that still holds effects. */
  private static void kill(Process process) {
    assertTrue(process.toHandle().destroyForcibly());
  }

  private static BufferedReader pipe(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }
}
