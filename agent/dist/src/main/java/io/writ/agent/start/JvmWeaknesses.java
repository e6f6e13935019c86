package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.JvmWeakness;
import io.writ.core.lineage.GenesisField;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Tolerance;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What weakens this JVM: refused, or said on stderr and in GENESIS. */
final class JvmWeaknesses {
  private static final String BASE = "java.base/";
  private static final int MAX_GENESIS_CHARS = 8 * 1024;

  private final List<JvmWeakness> found;
  private final boolean mayBeAttachedTo;

  private JvmWeaknesses(List<JvmWeakness> found, boolean mayBeAttachedTo) {
    this.found = found;
    this.mayBeAttachedTo = mayBeAttachedTo;
  }

  static JvmWeaknesses ofThisJvm() throws IOException, ReflectiveOperationException {
    List<String> arguments = RuntimeFacts.arguments();
    List<JvmWeakness> found =
        new ArrayList<>(JvmWeakness.of(arguments, JvmWeaknesses::isThisAgent));
    found.addAll(ofStartedJar(System.getProperty("java.class.path", "")));
    return new JvmWeaknesses(found, JvmWeakness.mayBeAttachedTo(arguments));
  }

  private static boolean isThisAgent(String file) {
    try {
      return Path.of(file).toRealPath().equals(Path.of(CodeSource.ofAgent()).toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** The manifest of what {@code java -jar} starts opens modules and brings an agent, too. */
  private static List<JvmWeakness> ofStartedJar(String classPath) throws IOException {
    List<JvmWeakness> found = new ArrayList<>();
    boolean isOneJar = !classPath.isEmpty() && !classPath.contains(File.pathSeparator);
    if (!isOneJar || !Files.isRegularFile(Path.of(classPath))) {
      return found;
    }
    Path jar = Path.of(classPath);
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      for (String name : List.of("Add-Opens", "Add-Exports", "Launcher-Agent-Class")) {
        String value = main.getValue(name);
        boolean isAgent = name.startsWith("Launcher");
        if (value != null && (isAgent || value.contains(BASE))) {
          found.add(
              new JvmWeakness(
                  name + " of " + jar.getFileName(),
                  isAgent
                      ? "starts another agent, which can take the checks out of any class"
                      : "opens the JDK's insides to others",
                  null));
        }
      }
    }
    return found;
  }

  /** Refuses what the policy does not tolerate by name; says what is there all the same. */
  void check(Policy policy, boolean isEnforcing, Consumer<String> complaints)
      throws ConfigurationRefused {
    for (JvmWeakness weakness : found) {
      Tolerance tolerance = weakness.tolerance();
      if (isEnforcing && tolerance != null && !policy.tolerated().contains(tolerance)) {
        throw new ConfigurationRefused(
            text(weakness)
                + "; remove it, or name ["
                + tolerance.key()
                + "] under [tolerate] in "
                + policy.source());
      }
    }
    if (!found.isEmpty()) {
      complaints.accept(
          "writ: this JVM is weakened: "
              + String.join("; ", found.stream().map(JvmWeaknesses::text).toList()));
    }
  }

  Map<String, String> recorded() {
    Map<String, String> recorded = new LinkedHashMap<>();
    String flags = String.join(" ", found.stream().map(JvmWeakness::flag).toList());
    recorded.put(
        GenesisField.JVM_WEAKENED.key(),
        flags.length() > MAX_GENESIS_CHARS ? flags.substring(0, MAX_GENESIS_CHARS) + "…" : flags);
    recorded.put(GenesisField.JVM_ATTACH.key(), mayBeAttachedTo ? "possible" : "refused");
    return recorded;
  }

  private static String text(JvmWeakness weakness) {
    return "[" + weakness.flag() + "] " + weakness.effect();
  }
}
