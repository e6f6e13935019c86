package io.writ.agent.start;

import io.writ.config.FileSystemPaths;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The deny rules that protect the agent from what a policy grants in good faith: a service that may
 * write its working directory must not thereby write its own journal or its next policy.
 */
final class OwnFiles {
  private static final List<String> NOT_LOOKING =
      List.of(
          "jdk:file.read",
          "jdk:file.write",
          "jdk:file.delete",
          "jdk:file.link",
          "jdk:file.attributes",
          "jdk:file.execute",
          "jdk:file.temp",
          "jdk:file.lock");
  private static final FileSystemPaths PATHS = new FileSystemPaths();

  private OwnFiles() {}

  /**
   * The rules.
   *
   * @param configuration files that the application may read
   * @param keys files that it may not
   */
  static List<Rule> denials(Path journal, List<Path> configuration, List<Path> keys)
      throws IOException {
    String process = "/proc/" + ProcessHandle.current().pid();
    List<Rule> rules = new ArrayList<>();
    if (!keys.isEmpty()) {
      rules.add(rule("writ:key", List.of("jdk:file.*"), real(keys)));
    }
    rules.add(
        new Rule(
            "writ:agent",
            List.of(new ActionPattern("jdk:reflect.open")),
            Map.of("module", new Exact(new Scalar.Text("io.writ")))));
    rules.addAll(
        List.of(
            rule("writ:journal", List.of("jdk:file.*"), List.of(real(journal))),
            rule(
                "writ:configuration",
                List.of("jdk:file.write", "jdk:file.delete"),
                real(configuration)),
            rule(
                "writ:process-memory",
                List.of("jdk:file.*"),
                List.of(new RealPath(process + "/mem"))),
            // Which threads there are may be asked; what is below them has their memory again.
            rule("writ:process-memory", NOT_LOOKING, List.of(new RealPath(process + "/task")))));
    return rules;
  }

  private static Rule rule(String id, List<String> actions, List<RealPath> roots) {
    return new Rule(
        id,
        actions.stream().map(ActionPattern::new).toList(),
        Map.of("path", new PathUnder(roots)));
  }

  private static List<RealPath> real(List<Path> paths) throws IOException {
    List<RealPath> real = new ArrayList<>();
    for (Path path : paths) {
      real.add(real(path));
    }
    return real;
  }

  private static RealPath real(Path path) throws IOException {
    return PATHS.resolve(path.toString());
  }
}
