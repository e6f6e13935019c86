package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.CallList;
import io.writ.agent.fixture.Calls;
import io.writ.agent.fixture.JdkMatrix;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every site of the shipped jar on the JDK at hand, in every cell of the matrix. */
class MatrixIT {
  private static final int JDK = Runtime.version().feature();
  private static final int KINDS_OF_THREAD = JDK >= 21 ? 3 : 2;

  private final Catalogue catalogue;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  MatrixIT() throws IOException {
    catalogue = Catalogue.shipped();
  }

  @Test
  void everySite_inEveryCell_isDecidedAsItsArtifactSays_andRecordedOnce() throws Exception {
    List<JdkSite> sites = new ArrayList<>(catalogue.sitesOn(JDK));
    sites.removeIf(MatrixGaps::isOfPlainSockets);
    check("matrix", new MatrixJvm(directory, catalogue), sites);
  }

  @Test
  void socketsOfBefore_whereTheJdkStillHasThem_areDecidedAsAllOthers() throws Exception {
    List<JdkSite> sites =
        catalogue.sitesOn(JDK).stream().filter(MatrixGaps::isOfPlainSockets).toList();
    assertEquals(JDK == 17 ? 8 : 0, sites.size());
    if (JDK == 17) {
      check("plain sockets", new MatrixJvm(directory, catalogue).plain(), sites);
    }
  }

  private void check(String name, MatrixJvm jvm, List<JdkSite> sites) throws Exception {
    GovernedJvm.Result result = jvm.run(catalogue.sitesOn(JDK), "*");
    List<String> problems = new ArrayList<>();
    MatrixResult cells = MatrixResult.read(result, problems);
    cells.check(Journals.verified(jvm.journal()).records(), problems);
    for (JdkSite site : sites) {
      checkIsCovered(site, cells, problems);
    }
    assertEquals(List.of(), problems, () -> String.join("\n", result.err()));
    System.out.println(name + " on JDK " + JDK + ": " + cells.summary(sites));
  }

  private static void checkIsCovered(JdkSite site, MatrixResult cells, List<String> problems) {
    if (MatrixGaps.findReason(site) != null) {
      return;
    }
    for (Calls.Way way : Calls.Way.values()) {
      for (JdkMatrix.Bound bound : JdkMatrix.Bound.values()) {
        boolean isWanted = bound != JdkMatrix.Bound.IN_SCOPE || !MatrixGaps.isDeniedOnly(site);
        long kinds =
            cells.cells().stream()
                .filter(cell -> cell.way() == way && cell.bound() == bound)
                .filter(cell -> CallList.isNamed(cell.call(), site.location()))
                .map(MatrixResult.Cell::kind)
                .distinct()
                .count();
        if (isWanted && kinds < KINDS_OF_THREAD) {
          problems.add("no cell: " + site.location() + " " + way + " " + bound);
        }
      }
    }
  }
}
