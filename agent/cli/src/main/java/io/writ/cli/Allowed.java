package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Constraint;
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
    Map<String, Constraint> constraints =
        NamedClauses.read("--where", where == null ? List.of() : where);
    Map<String, Constraint> all = new LinkedHashMap<>();
    if (inherited != null) {
      all.putAll(inherited.constraints());
    }
    all.putAll(constraints);
    return new Grant(all);
  }
}
