package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One {@code --allow ACTION} with the {@code --where} clauses that follow it. */
final class Allowed {
  @Option(
      names = "--allow",
      required = true,
      paramLabel = "ACTION",
      description = "Grant this action; the --where options that follow belong to it.")
  private String action = "";

  @Option(
      names = "--where",
      paramLabel = "CLAUSE",
      description =
          "Constrain an argument: amount<=500, currency=EUR, 'currency in EUR,CHF', 'currency not in"
              + " USD', 'path under /data', 'url under-url https://h/v1', 'to host *.example.org',"
              + " 'to cidr 10.0.0.0/8', 'args has -v', 'args only a,b', 'args empty', 'note any',"
              + " or argument={constraint JSON}.")
  // Null, not an empty list: picocli gives the initial list to every group of the command line, and
  // each action would get the clauses of all.
  private @Nullable List<String> where;

  /** The scope that the options spell, each action once. */
  static Map<String, Grant> scope(List<Allowed> allowed, Map<String, Grant> inherited)
      throws Failure {
    Map<String, Grant> scope = new LinkedHashMap<>();
    for (Allowed one : allowed) {
      if (scope.put(one.action, one.grant(inherited.get(one.action))) != null) {
        throw new Failure(
            Exit.USAGE, "--allow [" + one.action + "] is there twice; give its --where once");
      }
    }
    return scope;
  }

  /** The clauses, over the parent's constraints when there is a parent. */
  private Grant grant(@Nullable Grant inherited) throws Failure {
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    for (String text : where == null ? List.<String>of() : where) {
      WhereClause clause = WhereClause.parse(text);
      Constraint earlier = constraints.get(clause.argument());
      constraints.put(
          clause.argument(),
          earlier == null ? clause.constraint() : both(text, earlier, clause.constraint()));
    }
    Map<String, Constraint> all = new LinkedHashMap<>();
    if (inherited != null) {
      all.putAll(inherited.constraints());
    }
    all.putAll(constraints);
    return new Grant(all);
  }

  /** Two clauses on one argument are the two bounds of a range, or a mistake. */
  private static Constraint both(String text, Constraint earlier, Constraint later) throws Failure {
    if (earlier instanceof Range a && later instanceof Range b) {
      boolean bothMin = a.min() != null && b.min() != null;
      boolean bothMax = a.max() != null && b.max() != null;
      var min = a.min() != null ? a.min() : b.min();
      var max = a.max() != null ? a.max() : b.max();
      if (!bothMin && !bothMax && (min == null || max == null || min.compareTo(max) <= 0)) {
        return new Range(min, max);
      }
    }
    throw new Failure(Exit.USAGE, "--where [" + text + "]: contradicts an earlier clause");
  }
}
