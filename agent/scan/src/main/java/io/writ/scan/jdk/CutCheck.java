package io.writ.scan.jdk;

import io.writ.scan.graph.BackwardWalk;
import io.writ.scan.graph.BackwardWalk.Step;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.ScannedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the catalogue's sites cut the JDK's public methods off from what acts.
 *
 * <p>From every method that performs an action the check walks back to its callers. It stops at a
 * site, at a reviewed method, at a class initialiser, and at the first method that an application
 * can call. The last is an unreviewed way in. Its own callers are not looked at: who calls it can
 * do no more than any application that calls it, so the list names the doors and not everything
 * behind which there is one.
 */
public final class CutCheck {
  /**
   * A way in that no check guards.
   *
   * @param action what can be done
   * @param method the method that an application can call
   * @param publicName the name by which it can
   * @param path from it to the method that acts, both included
   */
  public record Opening(
      String action, ScannedMethod method, String publicName, List<ScannedMethod> path) {
    @Override
    public String toString() {
      return action + "\t" + method.location() + "\tby " + path.get(path.size() - 1).location();
    }
  }

  /**
   * What was found on one JDK.
   *
   * @param natives number of native methods
   * @param unclassified those that no table speaks of
   * @param sensitive the methods that perform an action, native or not, and which
   * @param openings the ways in that are neither guarded nor reviewed
   * @param reviewed the reviewed methods that the walks met, by their review
   * @param falseAsks reviewed methods that are said to ask for the action, and reach no site that
   *     does
   * @param cut sensitive methods from which no walk met a reviewed method or an opening
   */
  public record Outcome(
      int natives,
      List<String> unclassified,
      Map<ScannedMethod, String> sensitive,
      List<Opening> openings,
      Map<Reviewed.Review, Set<String>> reviewed,
      List<String> falseAsks,
      Set<ScannedMethod> cut) {
    /** Before anything was looked at. */
    public static final Outcome NOTHING =
        new Outcome(0, List.of(), Map.of(), List.of(), Map.of(), List.of(), Set.of());

    /** The numbers, in one line. */
    public String summary(int featureVersion) {
      long open = reviewed.keySet().stream().filter(Reviewed.Review::isOpen).count();
      return "jdk-api on JDK "
          + featureVersion
          + ": "
          + natives
          + " natives; "
          + sensitive.keySet().stream().filter(ScannedMethod::isNative).count()
          + " of them and "
          + sensitive.keySet().stream().filter(m -> !m.isNative()).count()
          + " other methods sensitive; "
          + cut.size()
          + " behind sites alone; "
          + reviewed.values().stream().mapToInt(Set::size).sum()
          + " methods reviewed by "
          + reviewed.size()
          + " lines, "
          + open
          + " of them open; "
          + openings.size()
          + " unreviewed";
    }
  }

  /** Within this many methods a site is on the way: readObject has the longest. */
  private static final int NEAR = 8;

  private final CallGraph graph;
  private final WovenSites woven;
  private final Reviewed reviewed;
  private final EntryPoints entryPoints;
  private final int featureVersion;
  private final List<Opening> openings = new ArrayList<>();
  private final List<String> falseAsks = new ArrayList<>();
  private final Map<String, BackwardWalk> asking = new HashMap<>();
  private final Map<Reviewed.Review, Set<String>> met = new LinkedHashMap<>();

  private CutCheck(CallGraph graph, WovenSites woven, Reviewed reviewed, int featureVersion) {
    this.graph = graph;
    this.woven = woven;
    this.reviewed = reviewed;
    this.entryPoints = new EntryPoints(graph);
    this.featureVersion = featureVersion;
  }

  /** Checks a graph of the JDK's classes. */
  public static Outcome run(
      CallGraph graph,
      WovenSites woven,
      Verdicts natives,
      Verdicts sinks,
      Reviewed reviewed,
      int featureVersion) {
    Map<ScannedMethod, String> sensitive = new LinkedHashMap<>();
    List<String> unclassified = new ArrayList<>();
    int count = 0;
    for (ScannedMethod method : graph.methods()) {
      count += method.isNative() ? 1 : 0;
      Verdicts table = method.isNative() ? natives : sinks;
      Optional<Verdicts.Verdict> verdict = table.of(method.location(), featureVersion);
      if (verdict.isPresent() && verdict.get().isSensitive()) {
        sensitive.put(method, verdict.get().verdict());
      } else if (verdict.isEmpty() && method.isNative()) {
        unclassified.add(method.location());
      }
    }
    CutCheck check = new CutCheck(graph, woven, reviewed, featureVersion);
    Set<ScannedMethod> cut = new LinkedHashSet<>();
    sensitive.forEach(
        (method, action) -> {
          if (check.isCut(method, action)) {
            cut.add(method);
          }
        });
    return new Outcome(
        count, unclassified, sensitive, check.openings, check.met, check.falseAsks, cut);
  }

  private boolean isCut(ScannedMethod goal, String action) {
    if (woven.contains(goal)) {
      return true;
    }
    boolean[] isCut = {true};
    Map<String, ScannedMethod> found = new TreeMap<>();
    BackwardWalk.Rule rule =
        (caller, call, callee) -> {
          Step step = step(caller, action, found);
          isCut[0] &= step != Step.STOP;
          return step;
        };
    // What acts may be the door itself; only then can a review speak of it, and not of its callers.
    if (entryPoints.publicName(goal).isPresent()) {
      Step own = step(goal, action, found);
      report(action, found, Map.of(goal, List.of(goal)));
      return own == Step.SKIP;
    }
    BackwardWalk walk = BackwardWalk.from(graph, List.of(goal), rule);
    Map<ScannedMethod, List<ScannedMethod>> paths = new LinkedHashMap<>();
    found.values().forEach(method -> paths.put(method, walk.path(method)));
    report(action, found, paths);
    return isCut[0];
  }

  private void report(
      String action,
      Map<String, ScannedMethod> found,
      Map<ScannedMethod, List<ScannedMethod>> paths) {
    found.forEach(
        (location, method) ->
            openings.add(
                new Opening(
                    action,
                    method,
                    entryPoints.publicName(method).orElse(location),
                    paths.getOrDefault(method, List.of(method)))));
  }

  private Step step(ScannedMethod method, String action, Map<String, ScannedMethod> found) {
    if (woven.contains(method) || method.name().equals("<clinit>")) {
      return Step.SKIP;
    }
    Optional<Reviewed.Review> review = reviewed.find(method.location(), action, featureVersion);
    if (review.isPresent()) {
      met.computeIfAbsent(review.get(), key -> new TreeSet<>()).add(method.location());
      if (review.get().isAsking() && !asks(method, action)) {
        falseAsks.add(action + " " + method.location());
      }
      return Step.STOP;
    }
    if (entryPoints.publicName(method).isPresent()) {
      found.put(method.location(), method);
      return Step.STOP;
    }
    return Step.FOLLOW;
  }

  private boolean asks(ScannedMethod method, String action) {
    BackwardWalk walk =
        asking.computeIfAbsent(
            action,
            key ->
                BackwardWalk.from(graph, woven.asking(key), (caller, call, callee) -> Step.FOLLOW));
    return walk.isReached(method) && walk.path(method).size() <= NEAR;
  }
}
