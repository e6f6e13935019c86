package io.writ.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.JournalStore;
import io.writ.journal.JournalModules;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class CrashTest {
  private final JournalStore store;
  private final Path root;

  CrashTest(JournalStore store, @TempDir Path root) {
    this.store = store;
    this.root = root;
  }

  @Test
  void killedWriter_leavesEveryAcknowledgedRecordAndAnEndThatReadsAsCut() throws Exception {
    long seed = 7;
    Random random = new Random(seed);
    for (int threads : new int[] {1, 2, 8, 1}) {
      Path own = root.resolve("r" + random.nextInt(1_000_000));
      int killAfter = 1 + random.nextInt(20_000);
      Process writer = start(own, threads);
      long acknowledged = -1;
      long lines = 0;
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (!line.isEmpty() && line.chars().allMatch(Character::isDigit) && lines < killAfter) {
            acknowledged = Math.max(acknowledged, Long.parseLong(line));
          }
          if (++lines == killAfter) {
            writer.toHandle().destroyForcibly(); // Process.destroyForcibly closes the pipe.
          }
        }
      }
      assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
      String where = "seed " + seed + ", threads " + threads + ", killed after " + killAfter;

      JournalVerdict verdict = TestJournals.verify(own);

      assertEquals(State.CUT, verdict.state(), () -> where + ": " + verdict.firstBad());
      assertTrue(verdict.counts().records() > acknowledged, where);
      assertEquals(verdict.counts().allowed(), verdict.counts().inFlight(), where);

      TestJournals.open(own, store).close();
      JournalSet both = JournalSet.verify(JournalFiles.at(own), record -> {});
      assertEquals(
          List.of(State.CLOSED, State.CUT),
          both.verdicts().stream().map(JournalVerdict::state).sorted().toList(),
          where);
    }
  }

  @Test
  void secondProcessOnTheSameRoot_isRefused() throws Exception {
    try (SegmentedJournal mine = TestJournals.open(root, store)) {
      Process second = start(root, 1);
      String said = new String(second.getInputStream().readAllBytes(), UTF_8).strip();
      assertTrue(second.waitFor(30, TimeUnit.SECONDS));
      assertEquals(78, second.exitValue());
      assertEquals(
          "journal ["
              + root
              + "]: another process or another agent in this one holds ["
              + root.resolve("lock")
              + "]; give each JVM its own directory, or stop the other",
          said);
      mine.append(TestJournals.denial(mine, 1, 0));
    }
  }

  private Process start(Path root, int threads) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (JournalModules.Need need : JournalModules.NEEDS) {
      String flag = need.access() == JournalModules.Access.OPEN ? "opens" : "exports";
      command.add("--add-" + flag + "=java.base/" + need.packageName() + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(CrashWriter.class.getName(), root.toString(), "" + threads, store.name()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
