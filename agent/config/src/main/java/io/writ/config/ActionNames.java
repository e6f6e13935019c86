package io.writ.config;

import io.writ.core.policy.ActionPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks action ids and argument names against what can be known when the policy is read: the JDK's
 * actions are all known; those of applications are known only when their classes load.
 */
final class ActionNames {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*+:.++");
  private static final String JDK = "jdk:";
  private static final int MAX_CHARS = 256;

  private final Map<String, List<String>> known;

  ActionNames(Map<String, List<String>> known) {
    this.known = known;
  }

  /** A list of actions and prefixes, at least one. */
  List<ActionPattern> patterns(YamlValue value) throws ConfigurationRefused {
    List<ActionPattern> patterns = new ArrayList<>();
    for (YamlValue item : value.items("actions")) {
      String text = item.text("action");
      String problem = findProblem(text);
      if (problem != null) {
        throw item.refused(problem);
      }
      patterns.add(new ActionPattern(text));
    }
    if (patterns.isEmpty()) {
      throw value.refused("[actions] is an empty list");
    }
    return patterns;
  }

  /** What is wrong with an action id or prefix, or null. */
  @Nullable String findProblem(String text) {
    if (text.equals("*")) {
      return null;
    }
    int star = text.indexOf('*');
    if (star >= 0 && star < text.length() - 1) {
      return "action [" + text + "] has [*] before its end; a star stands only at the end";
    }
    if (!SCHEME.matcher(text).matches() || text.length() > MAX_CHARS) {
      return "action ["
          + text
          + "] must be [scheme:name], for example [jdk:file.read]"
          + (text.length() > MAX_CHARS ? ", at most [" + MAX_CHARS + "] characters" : "");
    }
    if (text.startsWith(JDK) && matching(new ActionPattern(text)).isEmpty()) {
      return "unknown action ["
          + text
          + "]"
          + NearestName.suggest(text, new TreeSet<>(known.keySet()));
    }
    return null;
  }

  /** Refuses an argument name that a known action does not have. */
  void checkArgument(ActionPattern pattern, String name, YamlValue at) throws ConfigurationRefused {
    String problem = findProblem(pattern, name);
    if (problem != null) {
      throw at.refused(problem);
    }
  }

  /** The same, for a name that is a key. */
  void checkArgument(ActionPattern pattern, String name, YamlMap map, String key)
      throws ConfigurationRefused {
    String problem = findProblem(pattern, name);
    if (problem != null) {
      throw map.refusedAt(key, problem);
    }
  }

  /**
   * For a prefix too, every JDK action that it matches must have the argument: a deny rule would
   * otherwise never speak of those that lack it.
   */
  private @Nullable String findProblem(ActionPattern pattern, String name) {
    for (String action : matching(pattern)) {
      List<String> arguments = known.getOrDefault(action, List.of());
      if (!arguments.contains(name)) {
        return "action ["
            + action
            + "] has no argument ["
            + name
            + "]"
            + (arguments.isEmpty() ? "; it has none" : NearestName.suggest(name, arguments));
      }
    }
    return null;
  }

  private List<String> matching(ActionPattern pattern) {
    return known.keySet().stream().filter(pattern::matches).sorted().toList();
  }
}
