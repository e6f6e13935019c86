package io.writ.config;

import io.writ.core.policy.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A flag of the JVM that lets somebody reach around the agent.
 *
 * @param flag without its value, which may be a secret of another agent's
 * @param effect what it breaks; continues "JVM flag […]"
 * @param tolerance what a policy must tolerate for an enforcing agent to start; null when it starts
 *     anyway, and says so
 */
public record JvmWeakness(String flag, String effect, @Nullable Tolerance tolerance) {
  private static final Map<String, String> AGENTS =
      Map.of(
          "-javaagent:", "starts another agent, which can take the checks out of any class",
          "-agentlib:", "starts a native agent, which can change any class and any value",
          "-agentpath:", "starts a native agent, which can change any class and any value",
          "-Xrun", "starts a native agent, which can change any class and any value");

  private static final List<String> UNVERIFIED =
      List.of(
          "-Xverify:none",
          "-noverify",
          "-XX:-BytecodeVerificationRemote",
          "-XX:-BytecodeVerificationLocal");

  /** All paths are resolved by what it names, the agent's own, too. */
  private static final String DEFAULT_FILES = "-Djava.nio.file.spi.DefaultFileSystemProvider=";

  private static final String SYSTEM_LOADER = "-Djava.system.class.loader=";
  private static final String SECURITY_MANAGER = "-Djava.security.manager=";

  /** Values that name the JDK's own security manager, or none. */
  private static final Set<String> NO_CLASS = Set.of("", "default", "allow", "disallow");

  /**
   * The weaknesses among the arguments of a JVM, in their order.
   *
   * @param isWrit whether the file that a {@code -javaagent} names is the agent itself
   */
  public static List<JvmWeakness> of(List<String> arguments, Predicate<String> isWrit) {
    List<JvmWeakness> found = new ArrayList<>();
    for (String argument : arguments) {
      JvmWeakness weakness = find(argument, isWrit);
      if (weakness != null) {
        found.add(weakness);
      }
    }
    return found;
  }

  /** Whether agents can be loaded into the running JVM: the default up to now. */
  public static boolean mayBeAttachedTo(List<String> arguments) {
    return !arguments.contains("-XX:+DisableAttachMechanism")
        || !arguments.contains("-XX:-EnableDynamicAgentLoading");
  }

  private static @Nullable JvmWeakness find(String argument, Predicate<String> isWrit) {
    if (argument.startsWith("-agentlib:jdwp")
        || argument.startsWith("-Xrunjdwp")
        || (argument.startsWith("-agentpath:") && argument.contains("libjdwp."))) {
      return new JvmWeakness(
          head(argument, "=:", argument.indexOf("jdwp")),
          "opens a debugger, which can change any value and skip any check",
          Tolerance.DEBUGGER);
    }
    if (argument.startsWith("--patch-module")) {
      return new JvmWeakness(
          head(argument, "=", "--patch-module=".length()),
          "puts classes in the place of the JDK's",
          Tolerance.PATCHED_MODULES);
    }
    if (argument.startsWith(DEFAULT_FILES)) {
      return new JvmWeakness(
          head(argument, "=", 0),
          "puts classes in the place of the JDK's",
          Tolerance.PATCHED_MODULES);
    }
    if (argument.startsWith("-Xbootclasspath")) {
      return new JvmWeakness(
          head(argument, ":", 0),
          "puts classes beside the gate, where they can reach into it",
          Tolerance.BOOT_CLASS_PATH);
    }
    if (UNVERIFIED.contains(argument)) {
      return new JvmWeakness(
          argument,
          "runs code that nobody verified, which can forge any value",
          Tolerance.UNVERIFIED_CODE);
    }
    if (argument.startsWith("-XX:Flags=") || argument.equals("-XX:+ReadVMOptionsFile")) {
      return new JvmWeakness(
          head(argument, "=", 0),
          "reads flags from a file, where they cannot be seen",
          Tolerance.UNVERIFIED_CODE);
    }
    return quiet(argument, isWrit);
  }

  /** What is said and does not stop a start. */
  private static @Nullable JvmWeakness quiet(String argument, Predicate<String> isWrit) {
    if (argument.startsWith(SYSTEM_LOADER)
        || (argument.startsWith(SECURITY_MANAGER)
            && !NO_CLASS.contains(argument.substring(SECURITY_MANAGER.length())))) {
      return new JvmWeakness(
          head(argument, "=", 0), "runs a class of the application's before the agent", null);
    }
    for (Map.Entry<String, String> agent : AGENTS.entrySet()) {
      if (argument.startsWith(agent.getKey())) {
        String flag = head(argument, "=", 0);
        String file = flag.substring(agent.getKey().length());
        boolean isOurs = agent.getKey().equals("-javaagent:") && isWrit.test(file);
        return isOurs ? null : new JvmWeakness(flag, agent.getValue(), null);
      }
    }
    if (argument.startsWith("--add-opens=java.base/")
        || argument.startsWith("--add-exports=java.base/")) {
      return new JvmWeakness(argument, "opens the JDK's insides to others", null);
    }
    if (argument.equals("-XX:+EnableDynamicAgentLoading")) {
      return new JvmWeakness(
          argument, "lets agents be loaded into the running JVM, without a warning", null);
    }
    return null;
  }

  /** Up to the first of these characters behind {@code from}. */
  private static String head(String argument, String ends, int from) {
    for (int i = Math.max(from, 1); i < argument.length(); i++) {
      if (ends.indexOf(argument.charAt(i)) >= 0) {
        return argument.substring(0, i);
      }
    }
    return argument;
  }
}
