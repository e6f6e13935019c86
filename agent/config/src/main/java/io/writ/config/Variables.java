package io.writ.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a policy's values may name, resolved once when the policy is read. {@code
 * ${class.path}} stands for several values and only alone; all others may stand inside a text.
 */
final class Variables {
  private static final List<String> PROPERTIES =
      List.of("java.home", "java.io.tmpdir", "user.dir", "user.home", "writ.agent");
  private static final String CLASS_PATH = "class.path";
  private static final List<String> NAMES =
      List.of(
          "java.home",
          CLASS_PATH,
          "java.io.tmpdir",
          "user.dir",
          "user.home",
          "writ.agent",
          "env.NAME");

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Set<String> listed;
  private final Map<String, String> used = new TreeMap<>();

  /**
   * Variables of one document.
   *
   * @param listed the names under {@code environment}
   */
  Variables(PolicyContext context, Set<String> listed) {
    this.properties = context.properties();
    this.environment = context.environment();
    this.listed = listed;
  }

  /** What the variables that were resolved so far stood for, by name. */
  Map<String, String> used() {
    return used;
  }

  /** The values that a text stands for: one, or every entry of the class path. */
  List<String> resolve(YamlValue value, String text) throws ConfigurationRefused {
    if (text.equals("${" + CLASS_PATH + "}")) {
      return classPath(value);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (true) {
      int start = text.indexOf("${", at);
      if (start < 0) {
        return List.of(out.append(text, at, text.length()).toString());
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        throw value.refused("variable without [}]");
      }
      out.append(text, at, start).append(valueOf(value, text.substring(start + 2, end)));
      at = end + 1;
    }
  }

  private String valueOf(YamlValue value, String name) throws ConfigurationRefused {
    if (PROPERTIES.contains(name)) {
      return present(value, name, properties.get(name));
    }
    if (name.equals(CLASS_PATH)) {
      throw value.refused("[${class.path}] stands for several values; use it alone");
    }
    if (!name.startsWith("env.")) {
      throw value.refused("unknown variable [" + name + "]" + NearestName.suggest(name, NAMES));
    }
    String variable = name.substring("env.".length());
    if (!listed.contains(variable)) {
      throw value.refused(
          "variable [" + name + "] is not listed; add [" + variable + "] under [environment]");
    }
    return present(value, name, environment.get(variable));
  }

  private String present(YamlValue value, String name, @Nullable String resolved)
      throws ConfigurationRefused {
    if (resolved == null || resolved.isEmpty()) {
      throw value.refused("variable [" + name + "] has no value in this process");
    }
    used.put(name, resolved);
    return resolved;
  }

  private List<String> classPath(YamlValue value) throws ConfigurationRefused {
    String classPath = present(value, CLASS_PATH, properties.get("java.class.path"));
    String separator = properties.getOrDefault("path.separator", ":");
    List<String> entries = new ArrayList<>();
    int at = 0;
    while (at <= classPath.length()) {
      int end = classPath.indexOf(separator, at);
      if (end < 0) {
        end = classPath.length();
      }
      if (end > at) {
        entries.add(classPath.substring(at, end));
      }
      at = end + separator.length();
    }
    if (entries.isEmpty()) {
      throw value.refused("variable [" + CLASS_PATH + "] has no value in this process");
    }
    return entries;
  }
}
