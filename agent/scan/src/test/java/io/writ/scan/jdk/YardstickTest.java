package io.writ.scan.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.catalogue.Catalogue;
import io.writ.scan.ThisJdk;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is computed is so on JDK 17 alone: later ones lack some of the methods. */
class YardstickTest {
  @Test
  void everyMethodThatAskedTheSecurityManager_leadsToASiteOrHasAReason() throws Exception {
    assertEquals(156, Yardstick.methods().size());
    if (ThisJdk.FEATURE != Yardstick.FEATURE_VERSION) {
      return;
    }
    CallGraph graph = CallGraph.of(ThisJdk.CLASSES.classes(), Callbacks.read());
    WovenSites sites = WovenSites.in(graph, Catalogue.shipped(), ThisJdk.FEATURE);
    assertEquals(
        List.of(),
        Yardstick.on(graph, sites).stream()
            .filter(row -> row.site().isEmpty() && row.reason().isEmpty())
            .map(Yardstick.Row::method)
            .toList(),
        "neither leads to a site nor stands in yardstick.tsv");
  }

  @Test
  void everyReason_speaksOfAMethodOfTheList() throws Exception {
    assertEquals(List.of(), Yardstick.unneededReasons());
  }
}
