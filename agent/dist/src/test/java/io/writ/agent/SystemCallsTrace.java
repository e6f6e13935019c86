package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.FewEffects;
import io.writ.core.artifact.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the shipped jar asks of the system, as {@code strace} sees it; with {@code -Pstrace}, which
 * needs that program.
 */
class SystemCallsTrace {
  private static final int CALLS = 200;
  private static final Pattern TALK =
      Pattern.compile("(connect|bind|listen|accept4?|(send|recv)(to|from|m?msg))\\(");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern HANDLE = Pattern.compile("\\((\\d+)<([^>]*)>");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  /**
   * The JDK's network classes make sockets when they are initialised, to find out what the kernel
   * can do, and close them: none is bound, connected or sent through. The C library looks for its
   * name service before it reads the user's name.
   */
  @Test
  void agent_talksToNobodyAndWritesItsJournalOnly() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CrashIT.POLICY);
    List<String> calls = trace(jvm, 2, "%network,%file");

    String journal = jvm.journal().toString();
    int writes = 0;
    int sockets = 0;
    List<String> stray = new ArrayList<>();
    for (String call : calls) {
      String what = call.replaceFirst("^\\d+ +", "");
      if (what.startsWith("socket")) {
        sockets++;
      } else if (TALK.matcher(what).lookingAt()) {
        if (!what.contains("/nscd/")) {
          stray.add(what);
        }
      } else if (isChange(what)) {
        writes++;
        Matcher quoted = QUOTED.matcher(what);
        boolean isOwn = quoted.find() && quoted.group(1).startsWith(journal);
        while (isOwn && quoted.find()) {
          isOwn = quoted.group(1).startsWith(journal) || what.startsWith("exec");
        }
        if (!isOwn && !what.matches(".*\"(/dev/null|/proc/self/coredump_filter)\".*")) {
          stray.add(what);
        }
      }
    }
    assertEquals(List.of(), stray);
    assertTrue(writes > 10, "changes seen: " + writes);
    System.out.println(
        "strace: "
            + calls.size()
            + " calls; "
            + sockets
            + " sockets, none used; "
            + writes
            + " changes of files, none outside the journal");
  }

  /** With one thread nothing is shared: before each effect its record is forced. */
  @Test
  void callAtL2_isForcedBeforeItsEffect() throws Exception {
    List<String> calls = trace(l2(), 1, "write,fsync,fdatasync,msync,sync_file_range");

    int effects = 0;
    int forcedSince = 0;
    List<String> early = new ArrayList<>();
    for (String call : calls) {
      if (call.contains("\"effect ")) {
        effects++;
        if (forcedSince == 0) {
          early.add(call);
        }
        forcedSince = 0;
      } else if (isForceOfSegment(call)) {
        forcedSince++;
      }
    }
    assertEquals(CALLS, effects);
    assertEquals(List.of(), early);
    print("one thread", calls, effects);
  }

  @Test
  void callsOfManyThreadsAtL2_shareForces() throws Exception {
    List<String> calls = trace(l2(), 8, "write,fsync,fdatasync,msync,sync_file_range");

    long effects = calls.stream().filter(call -> call.contains("\"effect ")).count();
    long forces = calls.stream().filter(SystemCallsTrace::isForceOfSegment).count();
    assertEquals(8L * CALLS, effects);
    assertTrue(forces > 0 && forces < effects, forces + " forces for " + effects + " calls");
    print("eight threads", calls, effects);
  }

  private GovernedJvm l2() throws IOException {
    return new GovernedJvm(directory)
        .policy(CrashIT.POLICY + "  durability: { \"test:effect\": L2 }\n");
  }

  private static void print(String what, List<String> calls, long effects) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String call : calls) {
      Matcher handle = HANDLE.matcher(call);
      if (!call.contains("write(") && !call.contains("resumed") && handle.find()) {
        String name = call.replaceFirst("^\\d+ +", "").replaceFirst("\\(.*", "");
        String file = Path.of("/" + handle.group(2)).getFileName().toString();
        counts.merge(
            name + " " + file.replaceAll("[0-9a-f]{8}-[0-9a-f-]+", "<uuid>"), 1, Integer::sum);
      }
    }
    System.out.println("strace of L2, " + what + ": " + effects + " calls, " + counts);
  }

  /** Its end, which is what a wait ends with. */
  private static boolean isForceOfSegment(String call) {
    return call.contains("fsync(") && call.contains(".cq4>") && call.endsWith("= 0");
  }

  private static boolean isChange(String call) {
    return call.matches(
            "(mkdir|rmdir|unlink|rename|link|symlink|creat|truncate|chmod|chown|mknod)\\w*\\(.*")
        || (call.startsWith("open") && call.matches(".*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC).*"));
  }

  /** The calls of a run, each on one line, in the order of their ends. */
  private List<String> trace(GovernedJvm jvm, int threads, String which) throws Exception {
    Path log = directory.resolve("calls");
    jvm.flag("-XX:-UsePerfData");
    String artifact = jvm.authority.mint(Map.of("test:effect", Grant.ANY));
    ProcessBuilder traced =
        jvm.command(FewEffects.class, artifact, Integer.toString(threads), Integer.toString(CALLS));
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace", "-f", "-y", "-s", "200", "-o", log.toString(), "-e", "trace=" + which));
    command.addAll(traced.command());
    traced.command(command);
    Path none = Files.createFile(directory.resolve("none"));
    GovernedJvm.Result result = GovernedJvm.run(traced.redirectInput(none.toFile()));
    assertEquals(0, result.status(), result::toString);
    return whole(Files.readAllLines(log));
  }

  /** Puts the two halves of calls that others interrupted together. */
  private static List<String> whole(List<String> lines) {
    Map<String, String> begun = new HashMap<>();
    List<String> calls = new ArrayList<>();
    for (String line : lines) {
      String thread = line.substring(0, line.indexOf(' '));
      int resumed = line.indexOf("resumed>");
      if (line.endsWith("<unfinished ...>")) {
        begun.put(thread, line.substring(0, line.length() - "<unfinished ...>".length()));
      } else if (resumed >= 0) {
        calls.add(begun.remove(thread) + line.substring(resumed + "resumed>".length()));
      } else {
        calls.add(line);
      }
    }
    return calls;
  }
}
