package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of libraries that none of us wrote end under the agent, which observes, as they end
 * without it. {@code -Dwrit.libraries=all} runs them whole, else a slice of them.
 *
 * <p>What ends differently is run again, alone and on both sides: tests of times and of the garbage
 * collector do so on a busy machine without any agent. Two more chances, and no third.
 */
class LibrarySuitesIT {
  private static final boolean IS_WHOLE = "all".equals(System.getProperty("writ.libraries"));
  private static final int CHANCES = 2;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void commonsIo_endsAsWithoutTheAgent() throws Exception {
    List<String> options = new ArrayList<>();
    // These ask hosts in the Internet.
    options.add("--exclude-methodname=.*\\.URIOriginTest#testGetInputStream.*");
    options.add("--exclude-methodname=.*\\.XmlStreamReaderTest#testConstructorURL.*");
    if (!IS_WHOLE) {
      options.add("--include-package=org.apache.commons.io.file");
      options.add("--include-package=org.apache.commons.io.serialization");
      options.add("--include-package=org.apache.commons.io.comparator");
    }
    check(new LibrarySuite("commons-io", "commons-io-2.20.0-tests", options), 300, 5400);
  }

  @Test
  void nettyTransport_endsAsWithoutTheAgent() throws Exception {
    List<String> options = new ArrayList<>();
    options.add(
        "--include-classname=.*\\.transport\\.(.*\\.)?"
            + (IS_WHOLE ? ".*" : "(Datagram|SocketSsl|SocketShutdown|SocketConnect|SocketObject).*")
            + "Test");
    // These leave the loopback interface, want native libraries, or measure times for minutes.
    options.add("--exclude-classname=.*(Multicast|ConnectionAttempt|UDT|Sctp|TrafficShaping).*");
    check(new LibrarySuite("netty", "netty-testsuite-", options), 10, 100);
  }

  private void check(LibrarySuite suite, int leastOfSlice, int leastOfAll) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<LibrarySuite.Outcome> plainRun =
        pool.submit(() -> suite.run(made("plain"), List.of(), List.of()));
    Future<LibrarySuite.Outcome> observedRun =
        pool.submit(() -> observed(suite, "observed", List.of()));
    pool.shutdown();
    LibrarySuite.Outcome alone = plainRun.get();
    LibrarySuite.Outcome under = observedRun.get();
    Map<String, String> plain = alone.results();
    Map<String, String> observed = under.results();
    assertTrue(
        alone.count("passed") >= (IS_WHOLE ? leastOfAll : leastOfSlice),
        () -> "too few pass without the agent: " + tail(alone.output()));
    TreeSet<String> different = new TreeSet<>(plain.keySet());
    different.addAll(observed.keySet());
    different.removeIf(id -> String.valueOf(plain.get(id)).equals(observed.get(id)));
    List<String> first = List.copyOf(different);
    for (int chance = 0; chance < CHANCES && !different.isEmpty(); chance++) {
      List<String> again = List.copyOf(different);
      Map<String, String> plainAgain =
          suite.run(made("plain-" + chance), List.of(), again).results();
      Map<String, String> observedAgain = observed(suite, "observed-" + chance, again).results();
      different.removeIf(
          id -> plainAgain.containsKey(id) && plainAgain.get(id).equals(observedAgain.get(id)));
    }
    System.out.println(
        suite.name()
            + " on JDK "
            + Runtime.version().feature()
            + ": "
            + plain.size()
            + " tests, "
            + alone.count("passed")
            + " pass without the agent and "
            + under.count("passed")
            + " observed; "
            + first.size()
            + " ended differently at first, "
            + different.size()
            + " always");
    first.forEach(
        id -> System.out.println("  " + id + ": " + plain.get(id) + ", " + observed.get(id)));
    assertEquals(List.of(), List.copyOf(different), () -> tail(under.output()));
  }

  private LibrarySuite.Outcome observed(LibrarySuite suite, String name, List<String> only)
      throws Exception {
    Path own = made("agent-" + name);
    GovernedJvm jvm = new GovernedJvm(own).policy("mode: observe\n");
    LibrarySuite.Outcome outcome =
        suite.run(
            made(name),
            List.of("-javaagent:" + GovernedJvm.AGENT + "=" + jvm.agentArgument()),
            only);
    AtomicLong observed = new AtomicLong();
    JournalSet journals =
        JournalSet.verify(
            JournalFiles.at(jvm.journal()),
            record -> {
              if (record.verdict().name().equals("WOULD_DENY")) {
                observed.incrementAndGet();
              }
            });
    for (JournalVerdict verdict : journals.verdicts()) {
      assertTrue(verdict.state() != JournalVerdict.State.TAMPERED, verdict::toString);
    }
    assertTrue(observed.get() > 0, () -> "nothing observed: " + tail(outcome.output()));
    return outcome;
  }

  private Path made(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name)).toRealPath();
  }

  private static String tail(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
