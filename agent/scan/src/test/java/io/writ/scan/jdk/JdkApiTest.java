package io.writ.scan.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.catalogue.Catalogue;
import io.writ.scan.ThisJdk;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whether the catalogue holds on the JDK that runs the tests. A new JDK shows here what it added:
 * each message names the methods, and the table that has to speak of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdkApiTest {
  private CutCheck.Outcome outcome = CutCheck.Outcome.NOTHING;
  private List<String> unused = List.of();

  @BeforeAll
  void check() throws Exception {
    Catalogue catalogue = Catalogue.shipped();
    CallGraph graph = CallGraph.of(ThisJdk.CLASSES.classes(), Callbacks.read());
    Reviewed reviewed = Reviewed.read();
    outcome =
        CutCheck.run(
            graph,
            WovenSites.in(graph, catalogue, ThisJdk.FEATURE),
            Verdicts.read(Verdicts.NATIVES),
            Verdicts.read(Verdicts.SINKS),
            reviewed,
            ThisJdk.FEATURE);
    unused =
        reviewed.unused(ThisJdk.FEATURE).stream()
            .map(review -> review.pattern() + " " + review.actions())
            .toList();
    System.err.println(outcome.summary(ThisJdk.FEATURE));
  }

  @Test
  void everyNativeMethod_isClassified() {
    assertEquals(List.of(), outcome.unclassified(), "natives.tsv does not speak of");
  }

  @Test
  void everyWayIn_isGuardedOrReviewed() {
    assertEquals(
        "",
        String.join("\n", outcome.openings().stream().map(CutCheck.Opening::toString).toList()),
        "neither a site nor reviewed.tsv stands before");
  }

  @Test
  void everyReview_isNeeded() {
    assertEquals(List.of(), unused, "reviewed.tsv excuses what nothing reaches");
  }

  @Test
  void everyAction_isDeclared() throws Exception {
    Set<String> declared = Catalogue.shipped().actions().keySet();
    assertEquals(
        List.of(),
        outcome.sensitive().values().stream()
            .distinct()
            .filter(action -> !declared.contains(action))
            .sorted()
            .toList());
  }

  @Test
  void everyReviewThatNamesASite_reachesOneForTheAction() {
    assertEquals(List.of(), outcome.falseAsks(), "says ASKS in reviewed.tsv, and asks nobody");
  }
}
