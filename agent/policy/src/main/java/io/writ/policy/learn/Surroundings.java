package io.writ.policy.learn;

import io.writ.config.PolicyContext;
import io.writ.core.constraint.RealPath;
import io.writ.core.lineage.GenesisField;
import io.writ.policy.LexicalPaths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;

/** Where one observed process ran, as its journal's GENESIS says; any of it may be missing. */
public final class Surroundings {
  static final String CLASS_PATH = "${class.path}";
  static final String JAVA_HOME = "${java.home}";
  static final String USER_HOME = "${user.home}";

  private static final String VARIABLE = "variable.";
  private static final String ENVIRONMENT = "variable.env.";
  private static final List<String> PROPERTIES =
      List.of("java.home", "java.io.tmpdir", "user.dir", "user.home", "writ.agent");

  /** Shorter ones are part of too many names by chance. */
  private static final int MIN_SECRET_CHARS = 6;

  private final Map<String, String> genesis;
  private final SortedMap<String, String> environment = new TreeMap<>();
  private final List<Prefix> prefixes = new ArrayList<>();

  /**
   * A variable and a path that it stands for.
   *
   * @param variable as a policy spells it
   * @param isWhole whether the variable can only stand alone, or is only ever meant as a whole
   */
  private record Prefix(RealPath path, String variable, boolean isWhole) {}

  /** As a GENESIS says. */
  public Surroundings(Map<String, String> genesis) {
    this.genesis = new HashMap<>(genesis);
    genesis.forEach(
        (key, value) -> {
          if (key.startsWith(ENVIRONMENT)) {
            environment.put(key.substring(ENVIRONMENT.length()), value);
          }
        });
    add(JAVA_HOME, variable("java.home"), true);
    StringTokenizer entries = new StringTokenizer(variable("class.path"), ":");
    while (entries.hasMoreTokens()) {
      String entry = entries.nextToken();
      add(CLASS_PATH, entry.startsWith("/") ? entry : workingDirectory() + "/" + entry, true);
    }
    for (String name : PROPERTIES) {
      add("${" + name + "}", variable(name), false);
    }
    environment.forEach((name, value) -> add("${env." + name + "}", value, false));
    // Stable: of variables with one value, the first one above.
    prefixes.sort(Comparator.comparingInt((Prefix prefix) -> -prefix.path().value().length()));
  }

  private void add(String variable, String value, boolean isWhole) {
    if (value.startsWith("/")) {
      String path = LexicalPaths.normalized(value);
      // [${user.dir}/etc/hosts] of a service that was started in [/] would mean something else
      // elsewhere.
      boolean isOwn =
          !isWhole
              && !path.equals("/")
              && path.equals(LexicalPaths.normalized(variable("user.home")));
      if (RealPath.isCanonical(path) && (isOwn || !SystemDirectories.isOne(path))) {
        prefixes.add(new Prefix(new RealPath(path), variable, isWhole));
      }
    }
  }

  private String variable(String name) {
    return genesis.getOrDefault(VARIABLE + name, "");
  }

  /** The process id in digits, or empty. */
  String pid() {
    return genesis.getOrDefault(GenesisField.PID.key(), "");
  }

  private String workingDirectory() {
    String directory = variable("user.dir");
    return directory.startsWith("/") ? directory : "/.unknown/user.dir";
  }

  /**
   * The path under its longest variable. What is read under the JDK or the class path is that
   * variable as a whole; for anything else, a grant for the whole would let a service rewrite
   * itself.
   */
  Place place(RealPath path, boolean isRead) {
    String own = "/proc/" + pid();
    boolean isOwn = !pid().isEmpty() && path.isUnder(new RealPath(own));
    RealPath spelt =
        isOwn ? new RealPath("/proc/self" + path.value().substring(own.length())) : path;
    for (Prefix prefix : prefixes) {
      if ((isRead || !prefix.isWhole()) && spelt.isUnder(prefix.path())) {
        String rest = prefix.isWhole() ? "" : below(spelt, prefix.path());
        return new Place(prefix.variable(), names(rest));
      }
    }
    return new Place("", names(spelt.value()));
  }

  /** The text with the longest variable that it begins with, for what is compared as a text. */
  String text(String text) {
    if (RealPath.isCanonical(text)) {
      RealPath path = new RealPath(text);
      for (Prefix prefix : prefixes) {
        if (!prefix.variable().equals(CLASS_PATH) && path.isUnder(prefix.path())) {
          // As a text the variable is its value to the letter.
          String value = value(prefix.variable());
          return text.startsWith(value) ? prefix.variable() + text.substring(value.length()) : text;
        }
      }
    }
    return text;
  }

  private String value(String variable) {
    return variable(variable.substring(2, variable.length() - 1));
  }

  private static String below(RealPath path, RealPath root) {
    return path.value().substring(root.value().length());
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(path, "/");
    while (tokens.hasMoreTokens()) {
      names.add(tokens.nextToken());
    }
    return names;
  }

  /** What a component looks like to this process; a value of its environment is a secret. */
  NameKind kind(String name) {
    boolean isFromEnvironment =
        environment.values().stream()
            .anyMatch(value -> value.length() >= MIN_SECRET_CHARS && name.contains(value));
    return isFromEnvironment ? NameKind.SECRET : NameKind.of(name, pid());
  }

  /** Whether the place is a directory that must not be granted as a whole. */
  boolean isNeverFolded(Place place) {
    if (place.prefix().equals(USER_HOME) && place.names().isEmpty()) {
      return true;
    }
    if (place.prefix().isEmpty()) {
      String path = place.toString();
      return isNeverFolded(path);
    }
    for (Prefix prefix : prefixes) {
      if (prefix.variable().equals(place.prefix()) && !prefix.isWhole()) {
        String path =
            LexicalPaths.normalized(prefix.path() + "/" + String.join("/", place.names()));
        return isNeverFolded(path);
      }
    }
    return false;
  }

  private boolean isNeverFolded(String path) {
    return SystemDirectories.isOne(path)
        || path.equals(LexicalPaths.normalized(variable("user.home")));
  }

  /** Names of the environment variables whose values are known, sorted. */
  List<String> environmentNames() {
    return List.copyOf(environment.keySet());
  }

  /** What a policy means in this process; a variable that nobody recorded is nowhere. */
  public PolicyContext context(
      Map<String, List<String>> actionArguments, List<String> environmentNames) {
    Map<String, String> properties = new HashMap<>();
    for (String name : PROPERTIES) {
      properties.put(name, known(variable(name), "/.unknown/" + name));
    }
    properties.put("java.class.path", known(variable("class.path"), "/.unknown/class.path"));
    properties.put("path.separator", ":");
    Map<String, String> values = new HashMap<>();
    environmentNames.forEach(
        name -> values.put(name, known(environment.getOrDefault(name, ""), "/.unknown/" + name)));
    return new PolicyContext(
        actionArguments,
        Collections.unmodifiableMap(properties),
        values,
        new LexicalPaths(workingDirectory(), "/proc/" + known(pid(), "self")));
  }

  private static String known(String value, String otherwise) {
    return value.isEmpty() ? otherwise : value;
  }
}
