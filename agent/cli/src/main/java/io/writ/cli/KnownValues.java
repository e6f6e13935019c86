package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.FileSystemPaths;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyReader;
import io.writ.core.policy.Policy;
import io.writ.policy.PolicyDocument;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What a policy's variables stand for. */
final class KnownValues {
  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      description = "What ${NAME} stands for, such as user.dir=/srv/shop.")
  private Map<String, String> properties = new TreeMap<>();

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "What ${env.NAME} stands for.")
  private Map<String, String> environment = new TreeMap<>();

  /** System properties by their own names: the class path is not called so. */
  Map<String, String> properties() {
    Map<String, String> named = new TreeMap<>(properties);
    String classPath = named.remove("class.path");
    if (classPath != null) {
      named.put("java.class.path", classPath);
    }
    return named;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The policy as an agent would read it that was started here and now with these values. */
  Policy readHere(Path file, Map<String, List<String>> actions) throws ConfigurationRefused {
    return PolicyReader.read(file.toString(), PolicyDocument.read(file), here(actions));
  }

  /** What a policy means to an agent that is started here and now with these values. */
  PolicyContext here(Map<String, List<String>> actions) {
    Map<String, String> all = new HashMap<>();
    System.getProperties()
        .forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
    all.putIfAbsent("writ.agent", all.getOrDefault("java.class.path", "writ-agent.jar"));
    all.putAll(properties());
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(environment);
    return new PolicyContext(actions, all, variables, new FileSystemPaths());
  }
}
