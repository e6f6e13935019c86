package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.CallList;
import io.writ.agent.fixture.Calls;
import io.writ.agent.fixture.JdkMatrix;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every site of the shipped jar on the JDK at hand, in every cell of the matrix. */
class MatrixIT {
  private static final int JDK = Runtime.version().feature();
  private static final int KINDS_OF_THREAD = JDK >= 21 ? 3 : 2;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everySite_inEveryCell_isDecidedAsItsArtifactSays_andRecordedOnce() throws Exception {
    Catalogue catalogue = Catalogue.shipped();
    List<JdkSite> sites = catalogue.sitesOn(JDK);
    MatrixJvm jvm = new MatrixJvm(directory, catalogue);
    GovernedJvm.Result result = jvm.run(sites, "*");
    List<String> problems = new ArrayList<>();
    MatrixResult cells = MatrixResult.read(result, problems);
    cells.check(Journals.verified(jvm.journal()).records(), problems);
    for (JdkSite site : sites) {
      checkIsCovered(site, cells, problems);
    }
    Files.write(directory.resolve("problems"), problems);
    assertEquals(List.of(), problems, () -> String.join("\n", result.err()));
    System.out.println("matrix on JDK " + JDK + ": " + cells.summary(sites));
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
