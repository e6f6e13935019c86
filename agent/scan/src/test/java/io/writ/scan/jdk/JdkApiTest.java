package io.writ.scan.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.catalogue.Catalogue;
import io.writ.scan.ThisJdk;
import io.writ.scan.graph.BackwardWalk;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import io.writ.scan.graph.ScannedMethod;
import io.writ.scan.graph.WayToAction;
import java.util.ArrayList;
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
  /** Door, one method between, and site. */
  private static final int NEAR = 3;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private CallGraph graph;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private WovenSites sites;

  private CutCheck.Outcome outcome = CutCheck.Outcome.NOTHING;
  private List<String> unused = List.of();

  @BeforeAll
  void check() throws Exception {
    Catalogue catalogue = Catalogue.shipped();
    graph = CallGraph.of(ThisJdk.CLASSES.classes(), Callbacks.read());
    sites = WovenSites.in(graph, catalogue, ThisJdk.FEATURE);
    Reviewed reviewed = Reviewed.read();
    outcome =
        CutCheck.run(
            graph,
            sites,
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

  @Test
  void scan_seesEveryNearDoorOfEverySite() throws Exception {
    EntryPoints entryPoints = new EntryPoints(graph);
    WayToAction way = WayToAction.read();
    List<String> unseen = new ArrayList<>();
    for (String action : Catalogue.shipped().actions().keySet()) {
      BackwardWalk seen = BackwardWalk.from(graph, sites.asking(action), way);
      BackwardWalk doors =
          BackwardWalk.from(
              graph,
              // Before a site that can be called itself stands nothing that has to be seen.
              sites.asking(action).stream()
                  .filter(site -> !site.owner().isApi() || !site.isPublicOrProtected())
                  // The JDK passes interrupts on; see WayToAction.
                  .filter(site -> !site.name().equals("interrupt"))
                  .toList(),
              (caller, call, callee) -> step(entryPoints, caller));
      for (ScannedMethod method : doors.reached()) {
        if (entryPoints.publicName(method).isPresent()
            && !sites.contains(method)
            && doors.path(method).size() <= NEAR
            && !seen.isReached(method)) {
          unseen.add(action + " " + method.location());
        }
      }
    }
    assertEquals(List.of(), unseen, "unfollowed.tsv hides from a scan what leads to an action");
  }

  private BackwardWalk.Step step(EntryPoints entryPoints, ScannedMethod caller) {
    if (sites.contains(caller) || caller.name().equals("<clinit>")) {
      return BackwardWalk.Step.SKIP;
    }
    return entryPoints.publicName(caller).isPresent()
        ? BackwardWalk.Step.STOP
        : BackwardWalk.Step.FOLLOW;
  }
}
