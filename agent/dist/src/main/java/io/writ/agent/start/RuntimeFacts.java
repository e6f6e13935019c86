package io.writ.agent.start;

import io.writ.core.artifact.Environment;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where this JVM runs, once, before the application: from the kernel and from the JVM
 * itself, never from system properties or environment variables, which whoever starts the JVM sets
 * at will.
 */
final class RuntimeFacts {
  private static final Pattern CONTAINER = Pattern.compile("(?:^|[/:-])([0-9a-f]{64})(?:$|[/.])");
  private static final List<String> AGENT_OPTIONS =
      List.of("-javaagent:", "-agentlib:", "-agentpath:");

  private RuntimeFacts() {}

  static Environment read(boolean measuresCode) throws IOException, ReflectiveOperationException {
    List<String> arguments = arguments();
    Map<String, @Nullable Object> facts = new HashMap<>();
    facts.put("host", firstLine(Path.of("/proc/sys/kernel/hostname")));
    facts.put("os_user", user());
    facts.put("container_id", container());
    facts.put("jvm_flags", digest(String.join("\n", arguments)));
    if (measuresCode) {
      facts.put("code_source", CodeSource.digest(arguments));
    }
    facts.put("agents", agents(arguments));
    return new Environment(facts);
  }

  /** What the JVM was started with, {@code JAVA_TOOL_OPTIONS} and argument files included. */
  static List<String> arguments() throws ReflectiveOperationException {
    // What RuntimeMXBean reports, without the management machinery, which premain must not start.
    Object arguments =
        Class.forName("jdk.internal.misc.VM").getMethod("getRuntimeArguments").invoke(null);
    return arguments == null ? List.of() : List.of((String[]) arguments);
  }

  /** The name of the effective user, or its number when it has none. */
  private static @Nullable String user() throws IOException {
    for (String line : lines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        String uid = line.split("\\s+", -1)[2];
        for (String entry : lines(Path.of("/etc/passwd"))) {
          String[] fields = entry.split(":", -1);
          if (fields.length > 2 && fields[2].equals(uid)) {
            return fields[0];
          }
        }
        return uid;
      }
    }
    return null;
  }

  /** The id that Docker, containerd and CRI-O give, or null outside of a container. */
  private static @Nullable String container() throws IOException {
    for (Path source : List.of(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"))) {
      for (String line : lines(source)) {
        Matcher matcher = CONTAINER.matcher(line);
        boolean isContainer = line.contains("containers/") || !source.endsWith("mountinfo");
        if (isContainer && matcher.find()) {
          return matcher.group(1);
        }
      }
    }
    return null;
  }

  /** Kind and file name of each, as {@code javaagent:writ-agent.jar}, in order. */
  private static List<String> agents(List<String> arguments) {
    List<String> agents = new ArrayList<>();
    for (String argument : arguments) {
      for (String option : AGENT_OPTIONS) {
        if (argument.startsWith(option)) {
          String name = argument.substring(option.length()).replaceFirst("=.*", "");
          agents.add(option.substring(1) + name.substring(name.lastIndexOf('/') + 1));
        }
      }
    }
    return agents;
  }

  static String digest(String text) {
    return "ni:///sha-256;" + Base64Url.encode(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable String firstLine(Path file) throws IOException {
    List<String> lines = lines(file);
    return lines.isEmpty() ? null : lines.get(0);
  }

  /** None when there is no such file: the condition then has no value, and does not hold. */
  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()
        : List.of();
  }
}
