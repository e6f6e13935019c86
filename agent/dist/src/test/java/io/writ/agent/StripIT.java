package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.CallList;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes one hook out of the shipped jar and runs the matrix's calls of that site: they must go red,
 * or the matrix would not notice when a JDK's update takes it out. {@code -Dwrit.strip=all} strips
 * each hook in turn, {@code -Dwrit.strip=TEXT} those with this text in their location; else a few
 * by a seed, which is printed.
 */
class StripIT {
  private static final int JDK = Runtime.version().feature();
  private static final int SLICE = 10;
  private static final int JVMS = 2;

  /** The status with which the calls of exit and halt end the JVM. */
  private static final int LEFT = 7;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void matrix_goesRed_whenAnyHookIsStripped() throws Exception {
    Catalogue catalogue = Catalogue.shipped();
    List<JdkSite> sites = new ArrayList<>(catalogue.sitesOn(JDK));
    sites.removeIf(site -> MatrixGaps.findReason(site) != null);
    String wanted = System.getProperty("writ.strip", "");
    if (!wanted.isEmpty()) {
      sites.removeIf(site -> !wanted.equals("all") && !site.location().contains(wanted));
    } else {
      long seed = System.nanoTime();
      System.out.println("strip seed " + seed);
      Collections.shuffle(sites, new Random(seed));
      sites = sites.subList(0, SLICE);
    }
    ExecutorService pool = Executors.newFixedThreadPool(JVMS);
    List<Future<Outcome>> runs = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      JdkSite site = sites.get(i);
      Path own = Files.createDirectory(directory.resolve("strip-" + i));
      Callable<Outcome> run = () -> outcome(catalogue, site, own);
      runs.add(pool.submit(run));
    }
    Map<Red, Integer> red = new EnumMap<>(Red.class);
    List<String> green = new ArrayList<>();
    for (Future<Outcome> run : runs) {
      Red kind = run.get().red();
      if (kind == null) {
        green.add(run.get().what());
      } else {
        red.merge(kind, 1, Integer::sum);
      }
    }
    pool.shutdown();
    System.out.println(
        "stripped hooks on JDK "
            + JDK
            + ": "
            + (sites.size() - green.size())
            + " of "
            + sites.size()
            + " go red "
            + red);
    assertEquals(List.of(), green);
  }

  /** Why the suite is red without a hook. */
  private enum Red {
    /** A call without authority ran. */
    HAD_ITS_EFFECT,
    /** Another hook behind it denied the call, and the record names that one. */
    ANOTHER_SITE_DENIED,
    /** The agent noticed by itself, or the call ended the JVM. */
    JVM_ENDED
  }

  /** What became of a run without a hook; {@code red} is null when nothing was noticed. */
  private record Outcome(@Nullable Red red, String what) {}

  /** Only what is said of the site itself counts: anything else could be red with it, too. */
  private static Outcome outcome(Catalogue catalogue, JdkSite site, Path directory)
      throws Exception {
    Path jar = StrippedJar.without(site, directory);
    MatrixJvm jvm = new MatrixJvm(directory, catalogue, jar);
    if (MatrixGaps.isOfPlainSockets(site)) {
      jvm.plain();
    }
    GovernedJvm.Result result = jvm.run(List.of(site), site.location(), "slice");
    Files.delete(jar);
    String what = site.location() + " " + site.actions();
    if (result.status() == LEFT
        || result.err().stream().anyMatch(l -> l.startsWith("writ: the check in front of ["))) {
      return new Outcome(Red.JVM_ENDED, what);
    }
    List<String> problems = new ArrayList<>();
    MatrixResult cells = MatrixResult.read(result, problems);
    if (cells.cells().isEmpty()) {
      return new Outcome(null, "no cell without " + what + ": " + problems);
    }
    if (cells.cells().stream().anyMatch(MatrixResult.Cell::hasSlipped)) {
      return new Outcome(Red.HAD_ITS_EFFECT, what);
    }
    problems.clear();
    cells.check(Journals.verified(jvm.journal()).records(), problems);
    boolean isMissed =
        problems.stream()
            .map(problem -> problem.split(": ", 2)[0])
            .anyMatch(name -> CallList.isNamed(name, site.location()));
    return isMissed
        ? new Outcome(Red.ANOTHER_SITE_DENIED, what)
        : new Outcome(null, "green without " + what + ": " + cells.cells() + problems);
  }
}
