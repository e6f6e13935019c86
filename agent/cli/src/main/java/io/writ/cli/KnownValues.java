package io.writ.cli;

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
}
