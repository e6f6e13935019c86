package io.writ.scan.jar;

import io.writ.core.catalogue.Catalogue;
import io.writ.scan.graph.BackwardWalk;
import io.writ.scan.graph.BackwardWalk.Step;
import io.writ.scan.graph.Call;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import io.writ.scan.graph.ClassFileParser;
import io.writ.scan.graph.JdkClasses;
import io.writ.scan.graph.ScannedClass;
import io.writ.scan.graph.ScannedClass.Origin;
import io.writ.scan.graph.ScannedMethod;
import io.writ.scan.graph.WayToAction;
import io.writ.scan.jdk.WovenSites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the classes of some jars can reach, on the JDK at hand.
 *
 * <p>For each action the scan walks from the JDK's sites back to the jars. A call from the JDK back
 * into a jar is not followed: the class that is called back is reported for itself, and everybody
 * who sorts a list would be for what any comparator does. {@link WayToAction} says what else.
 */
public final class JarScan {
  private final JdkClasses jdk;
  private final Catalogue catalogue;
  private final Callbacks callbacks;
  private final List<Trait> traits;

  /**
   * Reads the JDK that runs this.
   *
   * @throws IOException when it cannot be read
   */
  public JarScan() throws IOException {
    this(JdkClasses.read());
  }

  /** Beside classes of the JDK that have been read. */
  public JarScan(JdkClasses jdk) throws IOException {
    this.jdk = jdk;
    this.catalogue = Catalogue.shipped();
    this.callbacks = Callbacks.read();
    this.traits = Trait.read();
  }

  /**
   * Scans.
   *
   * @param reported jars whose classes are reported
   * @param followed jars whose classes are only walked through
   * @param actions which ids of actions and traits to report
   * @param isByMethod whether each method is reported, and not each class once
   * @throws IOException when this jar lacks a table
   * @throws ScanRefused when a jar cannot be read
   */
  public ScanReport scan(
      List<Path> reported, List<Path> followed, Predicate<String> actions, boolean isByMethod)
      throws IOException, ScanRefused {
    List<String> notes = new ArrayList<>();
    List<ScannedClass> own = new ArrayList<>();
    own.addAll(read(reported, Origin.Kind.REPORTED, notes));
    own.addAll(read(followed, Origin.Kind.FOLLOWED, notes));
    List<ScannedClass> all = new ArrayList<>(jdk.classes());
    all.addAll(own);
    CallGraph graph = CallGraph.of(all, callbacks);
    noteHidden(graph, own, notes);
    WovenSites sites = WovenSites.in(graph, catalogue, Runtime.version().feature());
    WayToAction way = WayToAction.read();
    List<Finding> findings = new ArrayList<>();
    for (String action : catalogue.actions().keySet()) {
      List<ScannedMethod> goals = sites.asking(action);
      if (!goals.isEmpty() && actions.test(action)) {
        BackwardWalk walk = BackwardWalk.from(graph, goals, way);
        collect(findings, walk, action, m -> publicName(sites, m), isByMethod);
      }
    }
    for (Trait trait : traits) {
      if (actions.test(trait.id())) {
        Map<ScannedMethod, String> goals = showing(trait, graph);
        BackwardWalk walk = BackwardWalk.from(graph, goals.keySet(), JarScan::stepToTrait);
        collect(findings, walk, trait.id(), m -> goals.getOrDefault(m, ""), isByMethod);
      }
    }
    return ScanReport.of(reported, own, findings, notes);
  }

  private List<ScannedClass> read(List<Path> jars, Origin.Kind kind, List<String> notes)
      throws ScanRefused {
    List<ScannedClass> classes = new ArrayList<>();
    for (Path file : jars) {
      JarClasses jar =
          JarClasses.read(file, ClassFileParser.beside(jdk, new Origin(name(file), kind)));
      classes.addAll(jar.classes());
      if (jar.jarsInside() > 0) {
        notes.add(
            name(file)
                + ": holds "
                + jar.jarsInside()
                + " jars, which are not looked into; unpack them and name them");
      }
      if (jar.classes().isEmpty()) {
        notes.add(name(file) + ": holds no classes");
      }
    }
    return classes;
  }

  /** A class that another one hides is not what runs, and is not scanned. */
  private static void noteHidden(CallGraph graph, List<ScannedClass> own, List<String> notes) {
    Map<String, Integer> hidden = new LinkedHashMap<>();
    for (ScannedClass scanned : own) {
      ScannedClass first = graph.hierarchy().find(scanned.name());
      if (first != null && first != scanned) {
        hidden.merge(
            scanned.origin().name() + ": * are in " + first.origin().name(), 1, Integer::sum);
      }
    }
    hidden.forEach(
        (text, count) ->
            notes.add(text.replace("*", count + " classes") + " too, which comes first"));
  }

  private static Step stepToTrait(ScannedMethod caller, Call call, ScannedMethod callee) {
    return caller.owner().isJdk() ? Step.SKIP : Step.FOLLOW;
  }

  private static Map<ScannedMethod, String> showing(Trait trait, CallGraph graph) {
    Map<ScannedMethod, String> showing = new LinkedHashMap<>();
    for (ScannedMethod method : graph.methods()) {
      if (!method.owner().isJdk()) {
        trait.shownBy(method).ifPresent(text -> showing.put(method, text));
      }
    }
    return showing;
  }

  private static void collect(
      List<Finding> findings,
      BackwardWalk walk,
      String action,
      Function<ScannedMethod, String> asks,
      boolean isByMethod) {
    Map<String, Boolean> seen = new HashMap<>();
    for (ScannedMethod method : walk.reached()) {
      Origin origin = method.owner().origin();
      if (origin.kind() != Origin.Kind.REPORTED) {
        continue;
      }
      String key = isByMethod ? method.location() : method.owner().name();
      if (seen.put(key, true) == null) {
        List<ScannedMethod> path = walk.path(method);
        int own = (int) path.stream().filter(step -> !step.owner().isJdk()).count();
        findings.add(
            new Finding(
                origin.name(),
                method.owner().dottedName(),
                action,
                path.stream().map(ScannedMethod::location).toList(),
                own,
                asks.apply(path.get(path.size() - 1))));
      }
    }
  }

  private static String publicName(WovenSites sites, ScannedMethod method) {
    String name = sites.publicName(method);
    return name == null ? method.location() : name;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
