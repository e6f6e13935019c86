package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes one hook out of the shipped jar and runs the matrix's calls of that site: they must go red,
 * or the matrix would not notice when a JDK's update takes it out. {@code -Dwrit.strip=all} strips
 * each hook in turn; else a few by a seed, which is printed.
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
    if (!"all".equals(System.getProperty("writ.strip"))) {
      long seed = System.nanoTime();
      System.out.println("strip seed " + seed);
      Collections.shuffle(sites, new Random(seed));
      sites = sites.subList(0, SLICE);
    }
    ExecutorService pool = Executors.newFixedThreadPool(JVMS);
    List<Future<String>> runs = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      JdkSite site = sites.get(i);
      Path own = Files.createDirectory(directory.resolve("strip-" + i));
      Callable<String> run = () -> problem(catalogue, site, own);
      runs.add(pool.submit(run));
    }
    List<String> green = new ArrayList<>();
    for (Future<String> run : runs) {
      if (!run.get().isEmpty()) {
        green.add(run.get());
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
            + " go red");
    assertEquals(List.of(), green);
  }

  /** Empty when the matrix is green with the hook and red without it. */
  private static String problem(Catalogue catalogue, JdkSite site, Path directory)
      throws Exception {
    Path jar = StrippedJar.without(site, directory);
    MatrixJvm jvm = new MatrixJvm(directory, catalogue, jar);
    GovernedJvm.Result result = jvm.run(List.of(site), site.location(), "slice");
    Files.delete(jar);
    List<String> problems = new ArrayList<>();
    MatrixResult cells = MatrixResult.read(result, problems);
    cells.check(Journals.verified(jvm.journal()).records(), problems);
    // A JVM that a stripped exit ended prints nothing, nor one whose canary missed the hook first.
    boolean isMissed =
        result.err().stream().anyMatch(line -> line.startsWith("writ: the check in front of ["));
    boolean hasRun = !cells.cells().isEmpty() || result.status() == LEFT || isMissed;
    if (!hasRun) {
      return "no cell without " + site.location() + ": " + problems;
    }
    return problems.isEmpty() ? "green without " + site.location() + " " + site.actions() : "";
  }
}
