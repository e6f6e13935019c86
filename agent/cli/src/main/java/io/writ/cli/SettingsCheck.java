package io.writ.cli;

import io.writ.config.AgentOptions;
import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.FileSystemPaths;
import io.writ.config.JvmWeakness;
import io.writ.config.LoadedPolicy;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyLoader;
import io.writ.config.TrustFile;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.policy.Policy;
import io.writ.core.policy.SignedPolicy;
import io.writ.core.policy.Tolerance;
import io.writ.crypto.Signatures;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the agent would be started with, read by the agent's own readers. */
final class SettingsCheck {
  private static final List<String> JVM_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Map<String, String> environment;
  private final Map<String, String> properties;

  SettingsCheck(Map<String, String> environment, Map<String, String> properties) {
    this.environment = new TreeMap<>(environment);
    this.properties = new TreeMap<>(properties);
  }

  /** The option, else its property, else its variable; as the agent has it. */
  @Nullable Path path(@Nullable Path option, String name) {
    if (option != null) {
      return option;
    }
    String value =
        properties.getOrDefault(
            "writ." + name, environment.get("WRIT_" + name.toUpperCase(Locale.ROOT)));
    return value == null || value.isBlank() ? null : Path.of(value);
  }

  List<Finding> found() {
    List<Finding> findings = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (JVM_VARIABLES.contains(name) || isOurs(name, "WRIT_")) {
            findings.add(
                Finding.note("setting", "environment variable [" + name + "=" + value + "]"));
          }
          if (JVM_VARIABLES.contains(name)) {
            findings.addAll(weaknesses(name, value));
          }
        });
    properties.forEach(
        (name, value) -> {
          if (isOurs(name, "writ.")) {
            findings.add(Finding.note("setting", "system property [" + name + "=" + value + "]"));
          }
        });
    return findings;
  }

  /** What an agent that is started with this variable will refuse or complain of. */
  private static List<Finding> weaknesses(String name, String value) {
    return JvmWeakness.of(List.of(value.strip().split("\\s+", -1)), SettingsCheck::isAgentJar)
        .stream()
        .map(weakness -> Finding.note("jvm", name + ": " + text(weakness)))
        .toList();
  }

  private static String text(JvmWeakness weakness) {
    Tolerance tolerance = weakness.tolerance();
    return "["
        + weakness.flag()
        + "] "
        + weakness.effect()
        + (tolerance == null
            ? ""
            : "; refused in mode enforce unless the policy tolerates [" + tolerance.key() + "]");
  }

  private static boolean isAgentJar(String file) {
    return file.endsWith("writ-agent.jar");
  }

  /**
   * @param trust the trust file, or null to look at a document that nobody signed
   */
  Finding policy(
      @Nullable Path file, @Nullable Path trust, Catalogue catalogue, InstantSource clock) {
    if (file == null) {
      return Finding.note("policy", "not named; add --policy FILE");
    }
    try {
      PolicyLoader loader =
          new PolicyLoader(
              file.toString(),
              trust == null ? "trust=development" : trust.toString(),
              trust == null ? TrustFile.development() : TrustFile.read(trust),
              new Signatures(),
              new PolicyContext(
                  catalogue.actions(), withAgent(), environment, new FileSystemPaths()),
              clock);
      LoadedPolicy loaded =
          loader.load(ConfigurationFile.read(file, "policy", SignedPolicy.MAX_CHARS));
      Policy policy = loaded.policy();
      return Finding.ok(
          "policy",
          file
              + ": valid, ["
              + policy.id()
              + " v"
              + policy.version()
              + (loaded.isSigned() ? "] signed by [" + loaded.signer() : "")
              + "], mode ["
              + policy.mode().name().toLowerCase(Locale.ROOT)
              + "], rules [ambient "
              + policy.rules().ambient().size()
              + ", ceiling "
              + policy.rules().ceiling().size()
              + ", deny "
              + policy.rules().deny().size()
              + "]");
    } catch (ConfigurationRefused e) {
      return Finding.problem("policy", String.valueOf(e.getMessage()));
    }
  }

  /** The flag to put in front, put to the agent's own reader together with what else is set. */
  Finding flag(@Nullable Path policy, @Nullable Path trust, @Nullable Path journal) {
    StringJoiner argument = new StringJoiner(",");
    argument.add("policy=" + absolute(policy, "FILE"));
    boolean isDevelopment = Path.of("development").equals(trust);
    argument.add("trust=" + (isDevelopment ? "development" : absolute(trust, "FILE")));
    argument.add("journal=" + absolute(journal, "DIR"));
    try {
      AgentOptions.parse(argument.toString(), properties, environment);
    } catch (ConfigurationRefused e) {
      return Finding.problem("flag", String.valueOf(e.getMessage()));
    }
    String flag = "-javaagent:" + agentJar() + "=" + argument;
    return policy == null || trust == null || journal == null
        ? Finding.note("flag", flag)
        : Finding.ok("flag", flag);
  }

  /** The properties, and what the agent adds to them for a policy's variables. */
  private Map<String, String> withAgent() {
    Map<String, String> all = new TreeMap<>(properties);
    all.put("writ.agent", agentJar());
    return all;
  }

  /** {@code java -jar writ-agent.jar} leaves the jar as the whole class path. */
  private String agentJar() {
    String classPath = properties.getOrDefault("java.class.path", "");
    return classPath.endsWith("writ-agent.jar") && !classPath.contains(java.io.File.pathSeparator)
        ? Path.of(classPath).toAbsolutePath().normalize().toString()
        : "writ-agent.jar";
  }

  private static String absolute(@Nullable Path path, String missing) {
    return path == null ? missing : path.toAbsolutePath().normalize().toString();
  }

  private static boolean isOurs(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
