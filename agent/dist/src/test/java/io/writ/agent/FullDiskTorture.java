package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.EffectsUntilDenied;
import io.writ.core.artifact.Grant;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk becomes full at any time: nothing happens without a record, the process denies and says
 * why, and with space again it starts again. {@code -Dwrit.fills} says how often, {@code
 * -Dwrit.seed} when.
 */
class FullDiskTorture {
  private static final int FILLS = Integer.getInteger("writ.fills", 40);
  private static final long SEED = Long.getLong("writ.seed", System.nanoTime());
  private static final int[] THREADS = {1, 2, 8};
  private static final int SMALLEST_MIB = 32;

  /** Three segments and what a start takes beside them. */
  private static final long START_BYTES = 56L << 20;

  private static final int SPREAD_MIB = 200;
  private static final int MAX_REST_BLOCKS = 12;
  private static final String FOR_EVER = Long.toString(Long.MAX_VALUE);
  private static final int REFUSED = 78;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  /** What one process did before it ended. */
  private record Run(int status, Set<String> effects, int denied, List<String> errors) {}

  @ParameterizedTest
  @EnumSource(SmallDisk.Kind.class)
  void noEffectIsWithoutRecord_whenTheDiskBecomesFull(SmallDisk.Kind kind) throws Exception {
    System.out.println("full disk seed " + SEED);
    Random random = new Random(SEED);
    int refused = 0;
    int effects = 0;
    Map<String, Integer> where = new TreeMap<>();
    for (int i = 0; i < FILLS; i++) {
      Path own = Files.createDirectory(directory.resolve(kind + "-" + i));
      int size = SMALLEST_MIB + random.nextInt(SPREAD_MIB);
      try (SmallDisk disk = SmallDisk.mount(kind, own, size)) {
        GovernedJvm jvm = jvm(own, disk);
        int threads = THREADS[i % THREADS.length];
        // Some disks are full before the start, some while it runs, by others or by itself.
        long left = i % 4 == 0 ? random.nextInt(64) << 20 : Long.MAX_VALUE;
        disk.fillUpTo(left);
        int fillAfter = i % 4 == 1 ? Integer.MAX_VALUE : 1 + random.nextInt(20_000);
        // A tile or two may still fit, and not the checkpoint over them.
        long rest = random.nextInt(MAX_REST_BLOCKS) * 4_096L;
        Run run = run(jvm, threads, FOR_EVER, disk, fillAfter, rest);
        effects += run.effects().size();
        if (run.status() == REFUSED) {
          refused++;
          assertEquals(Set.of(), run.effects());
          assertTrue(
              run.errors().stream().anyMatch(line -> line.contains(" MiB there")),
              run.errors()::toString);
        } else {
          assertDenied(run, "seed " + SEED + " fill " + i);
          where.merge(whatFailed(run), 1, Integer::sum);
        }
        assertRecorded(disk, run.effects(), "seed " + SEED + " fill " + i);
        disk.free();
        assertRecovers(jvm, disk, own.resolve("moved"), run.effects());
      }
    }
    System.out.println(
        "full disk on JDK "
            + Runtime.version().feature()
            + " ["
            + kind
            + "]: "
            + FILLS
            + " fills, "
            + effects
            + " effects, all recorded; "
            + refused
            + " starts refused; what failed first: "
            + where);
  }

  /** What the line on stderr says, without its paths. */
  private static String whatFailed(Run run) {
    return run.errors().stream()
        .filter(line -> line.startsWith("writ: the journal failed"))
        .map(line -> line.replaceAll(".*\\.cq4]: ([^;]*).*", "$1").replaceAll("/\\S*/", ""))
        .findFirst()
        .orElse("nothing");
  }

  private static void assertDenied(Run run, String when) {
    assertEquals(0, run.status(), () -> when + ": " + run.errors());
    assertNotEquals(0, run.denied(), when);
    assertTrue(
        run.errors().stream()
            .anyMatch(line -> line.startsWith("writ:") && line.contains("journal")),
        () -> when + ": " + run.errors());
  }

  private static void assertRecorded(SmallDisk disk, Set<String> effects, String when)
      throws IOException {
    Path root = disk.root.resolve("journal");
    if (effects.isEmpty()) {
      return;
    }
    Set<String> missing = new HashSet<>(effects);
    missing.removeAll(allowed(root));
    assertEquals(Set.of(), missing, when);
  }

  /** Where the journals themselves fill the disk, they are moved before the restart. */
  private static void assertRecovers(
      GovernedJvm jvm, SmallDisk disk, Path moved, Set<String> before) throws Exception {
    Path journals = disk.root.resolve("journal");
    Set<String> recorded = new HashSet<>();
    if (Files.getFileStore(disk.root).getUsableSpace() < START_BYTES && !before.isEmpty()) {
      recorded.addAll(allowed(journals));
      GovernedJvm.run(new ProcessBuilder("mv", journals.toString(), moved.toString()));
    }
    if (Files.getFileStore(disk.root).getUsableSpace() < START_BYTES) {
      return; // No start is possible on a disk of that size, nor was one.
    }
    Run again = run(jvm, 1, "100", disk, Integer.MAX_VALUE, 0);
    assertEquals(0, again.status(), () -> again.errors().toString());
    assertEquals(100, again.effects().size());
    recorded.addAll(allowed(journals));
    assertTrue(recorded.containsAll(before));
    assertTrue(recorded.containsAll(again.effects()));
  }

  private static Set<String> allowed(Path root) throws IOException {
    Set<String> ids = new HashSet<>();
    for (JournalRecord record : Journals.verified(root).records()) {
      if ("test:effect".equals(record.action())
          && record.verdict() == RecordedVerdict.ALLOWED_BY_ARTIFACT) {
        ids.add(String.valueOf(record.attributes().get(0).value()));
      }
    }
    return ids;
  }

  private static GovernedJvm jvm(Path directory, SmallDisk disk) throws IOException {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CrashIT.POLICY);
    String journal = disk.root.resolve("journal").toString();
    return jvm.options(
        "policy=" + jvm.policyFile() + ",trust=" + jvm.trustFile() + ",journal=" + journal);
  }

  private static Run run(
      GovernedJvm jvm, int threads, String calls, SmallDisk disk, int fillAfter, long rest)
      throws Exception {
    Path err = Files.createTempFile("writ-err", null);
    String artifact =
        jvm.authority.mintOf("alice", Map.of("test:effect", Grant.ANY), Duration.ofMinutes(5));
    Process process =
        jvm.command(EffectsUntilDenied.class, artifact, Integer.toString(threads), calls)
            .redirectError(err.toFile())
            .start();
    Set<String> effects = new HashSet<>();
    int denied = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line; (line = reader.readLine()) != null; ) {
        if (line.startsWith("denied ")) {
          denied = Integer.parseInt(line.substring("denied ".length()));
        } else {
          effects.add(line);
        }
        if (effects.size() == fillAfter) {
          disk.leave(rest);
        }
      }
    }
    int status = process.waitFor();
    List<String> errors = Files.readAllLines(err, StandardCharsets.UTF_8);
    Files.delete(err);
    return new Run(status, effects, denied, errors);
  }
}
