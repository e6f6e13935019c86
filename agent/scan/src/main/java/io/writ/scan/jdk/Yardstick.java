package io.writ.scan.jdk;

import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import io.writ.scan.graph.BackwardWalk;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.ScannedMethod;
import io.writ.scan.graph.WayToAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * The methods of JDK 17's API that asked the SecurityManager, and what became of each: a site, or a
 * reason in {@code yardstick.tsv}. Which site a method leads to is computed, on JDK 17, where all
 * of them exist; a reason that is written counts before a site that is found.
 */
public final class Yardstick {
  /** The JDK that the list was taken from. */
  public static final int FEATURE_VERSION = 17;

  private static final String METHODS = "jdk17-securitymanager-checked-methods.txt";
  private static final String REASONS = "yardstick.tsv";

  /**
   * One method of the list.
   *
   * @param method {@code class#method(parameters)}, as the list writes it
   * @param site the public name of the site that it leads to, or empty
   * @param reason why there is none, or empty
   */
  public record Row(String method, String site, String reason) {}

  private record Reason(MethodPattern pattern, String text) {}

  private Yardstick() {}

  /** The list against a graph of JDK 17. */
  public static List<Row> on(CallGraph graph, WovenSites sites) throws IOException {
    List<Reason> reasons = reasons();
    Map<String, ScannedMethod> methods = byWrittenName(graph);
    BackwardWalk walk = BackwardWalk.from(graph, sites.methods(), WayToAction.read());
    List<Row> rows = new ArrayList<>();
    for (String method : methods()) {
      String reason =
          reasons.stream()
              .filter(r -> r.pattern().matches(method))
              .map(Reason::text)
              .findFirst()
              .orElse("");
      rows.add(new Row(method, reason.isEmpty() ? site(methods, walk, sites, method) : "", reason));
    }
    return rows;
  }

  private static String site(
      Map<String, ScannedMethod> methods, BackwardWalk walk, WovenSites sites, String name) {
    ScannedMethod method = methods.get(name);
    if (method == null || !walk.isReached(method)) {
      return "";
    }
    List<ScannedMethod> path = walk.path(method);
    String site = sites.publicName(path.get(path.size() - 1));
    return site == null ? "" : site;
  }

  /** The list's methods of the API. */
  public static List<String> methods() throws IOException {
    return Table.text(Yardstick.class, METHODS)
        .lines()
        .filter(line -> line.startsWith("API\t"))
        .map(line -> line.split("\t", -1)[3])
        .toList();
  }

  /** The reasons' patterns that speak of no method of the list. */
  public static List<String> unneededReasons() throws IOException {
    List<String> methods = methods();
    return reasons().stream()
        .filter(reason -> methods.stream().noneMatch(reason.pattern()::matches))
        .map(reason -> reason.pattern().toString())
        .toList();
  }

  private static List<Reason> reasons() throws IOException {
    List<Reason> reasons = new ArrayList<>();
    for (List<String> row : Table.read(Yardstick.class, REASONS, 2)) {
      reasons.add(new Reason(MethodPattern.of(row.get(0)), row.get(1)));
    }
    return reasons;
  }

  private static Map<String, ScannedMethod> byWrittenName(CallGraph graph) {
    Map<String, ScannedMethod> methods = new TreeMap<>();
    for (ScannedMethod method : graph.methods()) {
      String parameters =
          Arrays.stream(Type.getArgumentTypes(method.descriptor()))
              .map(Type::getClassName)
              .collect(Collectors.joining(","));
      String name = method.owner().dottedName() + "#" + method.name() + "(" + parameters + ")";
      methods.putIfAbsent(name, method);
    }
    return methods;
  }
}
