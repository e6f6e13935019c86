package io.writ.config;

import io.writ.core.lineage.JournalStore;
import io.writ.core.policy.Mode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was started with. The same names may stand in the agent argument, in {@code
 * writ.*} system properties and in {@code WRIT_*} environment variables; the first of these three
 * that gives one wins. A name that nobody reads is refused wherever it stands, because its author
 * believes that it does something.
 *
 * @param policy the policy document
 * @param trust the trust file; null for {@code trust=development}, which has none
 * @param journal the journal's directory
 * @param mode overrides the policy's mode; null leaves it
 * @param segmentMib {@code journal.segment}: the size of a journal's file, 1 to 1024
 * @param store {@code journal.store}: what writes the journal's files
 * @param journalKey {@code journal.key}: the private key that signs the journal's checkpoints; null
 *     for one that is made at boot
 * @param epochHours {@code journal.epoch}: how long a key that was made at boot signs, 1 to 8760
 * @param spaceWarnMib {@code journal.space.warn}: a warning is due when less than this is free
 *     where the journal is; 0 for none
 */
public record AgentOptions(
    Path policy,
    @Nullable Path trust,
    Path journal,
    @Nullable Mode mode,
    int segmentMib,
    JournalStore store,
    @Nullable Path journalKey,
    int epochHours,
    long spaceWarnMib) {
  private static final List<String> NAMES =
      List.of(
          "policy",
          "trust",
          "journal",
          "mode",
          "journal.segment",
          "journal.store",
          "journal.key",
          "journal.epoch",
          "journal.space.warn");

  private static final int SEGMENT_MIB = 16;
  private static final int MAX_SEGMENT_MIB = 1024;
  private static final int EPOCH_HOURS = 24;
  private static final int MAX_EPOCH_HOURS = 8_760;
  private static final long SPACE_WARN_MIB = 1_024;
  private static final long MAX_SPACE_WARN_MIB = 1_000_000_000;

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,12}");

  /** In place of a trust file. */
  private static final String DEVELOPMENT = "development";

  /** Read by the application's side of the API, not by the agent. */
  private static final String AGENTLESS = "agentless";

  /**
   * Reads the three sources.
   *
   * @param agentArgument what follows {@code -javaagent:writ-agent.jar=}; null or empty for nothing
   */
  public static AgentOptions parse(
      @Nullable String agentArgument,
      Map<String, String> properties,
      Map<String, String> environment)
      throws ConfigurationRefused {
    Map<String, Given> given = new LinkedHashMap<>();
    readEnvironment(environment, given);
    readProperties(properties, given);
    given.putAll(readArgument(agentArgument == null ? "" : agentArgument));
    return new AgentOptions(
        path(given, "policy", "FILE"),
        trust(given),
        path(given, "journal", "DIR"),
        mode(given.get("mode")),
        (int) whole(given.get("journal.segment"), SEGMENT_MIB, 1, MAX_SEGMENT_MIB, "MiB"),
        store(given.get("journal.store")),
        given.containsKey("journal.key") ? path(given, "journal.key", "FILE") : null,
        epoch(given),
        whole(given.get("journal.space.warn"), SPACE_WARN_MIB, 0, MAX_SPACE_WARN_MIB, "MiB"));
  }

  /** A value and where it stands. */
  private record Given(String value, String place) {}

  private static Map<String, Given> readArgument(String argument) throws ConfigurationRefused {
    Map<String, Given> given = new LinkedHashMap<>();
    if (argument.isEmpty()) {
      return given;
    }
    for (String part : argument.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!NAMES.contains(name)) {
        throw new ConfigurationRefused(
            "agent argument: unknown option [" + name + "]" + NearestName.suggest(name, NAMES));
      }
      String place = "agent argument: option [" + name + "]";
      if (equals < 0) {
        throw new ConfigurationRefused(place + " has no value; write [" + name + "=…]");
      }
      if (given.put(name, new Given(part.substring(equals + 1), place)) != null) {
        throw new ConfigurationRefused(place + " is there twice; keep one");
      }
    }
    return given;
  }

  private static void readProperties(Map<String, String> properties, Map<String, Given> given)
      throws ConfigurationRefused {
    for (Map.Entry<String, String> entry : new TreeMap<>(properties).entrySet()) {
      String key = entry.getKey();
      if (key.toLowerCase(Locale.ROOT).startsWith("writ.")) {
        read(key, "writ.", entry.getValue(), "system property [" + key + "]", given);
      }
    }
  }

  private static void readEnvironment(Map<String, String> environment, Map<String, Given> given)
      throws ConfigurationRefused {
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String key = entry.getKey();
      if (key.toUpperCase(Locale.ROOT).startsWith("WRIT_")) {
        read(key, "WRIT_", entry.getValue(), "environment variable [" + key + "]", given);
      }
    }
  }

  private static void read(
      String key, String prefix, String value, String place, Map<String, Given> given)
      throws ConfigurationRefused {
    List<String> known =
        Stream.concat(NAMES.stream(), Stream.of(AGENTLESS))
            .map(name -> spell(prefix, name))
            .toList();
    if (!known.contains(key)) {
      throw new ConfigurationRefused(place + " is unknown" + NearestName.suggest(key, known));
    }
    String name = key.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    if (!name.equals(AGENTLESS)) {
      given.put(name, new Given(value, place));
    }
  }

  private static String spell(String prefix, String name) {
    return prefix + (prefix.endsWith("_") ? name.toUpperCase(Locale.ROOT).replace('.', '_') : name);
  }

  private static @Nullable Path trust(Map<String, Given> given) throws ConfigurationRefused {
    Given option = given.get("trust");
    return option != null && option.value().equals(DEVELOPMENT)
        ? null
        : path(given, "trust", "FILE");
  }

  private static Path path(Map<String, Given> given, String name, String what)
      throws ConfigurationRefused {
    Given option = given.get(name);
    if (option == null) {
      throw new ConfigurationRefused(
          "option ["
              + name
              + "] is missing; add ["
              + name
              + "="
              + what
              + "] to -javaagent:writ-agent.jar=…, or set -Dwrit."
              + name
              + " or "
              + spell("WRIT_", name));
    }
    if (option.value().isBlank()) {
      throw new ConfigurationRefused(option.place() + " is empty; name a " + what);
    }
    try {
      return Path.of(option.value());
    } catch (InvalidPathException e) {
      throw new ConfigurationRefused(option.place() + " is not a path; name a " + what);
    }
  }

  private static @Nullable Mode mode(@Nullable Given option) throws ConfigurationRefused {
    if (option == null) {
      return null;
    }
    Mode mode = ModeName.find(option.value());
    if (mode == null) {
      throw new ConfigurationRefused(
          option.place()
              + " has unknown value ["
              + option.value()
              + "]"
              + NearestName.suggest(option.value(), ModeName.ALL));
    }
    return mode;
  }

  private static int epoch(Map<String, Given> given) throws ConfigurationRefused {
    Given option = given.get("journal.epoch");
    if (option != null && given.containsKey("journal.key")) {
      throw new ConfigurationRefused(
          option.place()
              + " is for keys that are made at boot; with [journal.key] write another key into"
              + " that file");
    }
    return (int) whole(option, EPOCH_HOURS, 1, MAX_EPOCH_HOURS, "hours");
  }

  private static long whole(@Nullable Given option, long absent, long least, long most, String unit)
      throws ConfigurationRefused {
    if (option == null) {
      return absent;
    }
    String value = option.value();
    if (WHOLE.matcher(value).matches()) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new ConfigurationRefused(
        option.place()
            + " has unknown value ["
            + value
            + "]; give whole "
            + unit
            + " from "
            + least
            + " to "
            + most);
  }

  private static JournalStore store(@Nullable Given option) throws ConfigurationRefused {
    if (option == null) {
      return JournalStore.AUTO;
    }
    for (JournalStore store : JournalStore.values()) {
      if (store.word().equals(option.value())) {
        return store;
      }
    }
    List<String> words = Stream.of(JournalStore.values()).map(JournalStore::word).toList();
    throw new ConfigurationRefused(
        option.place()
            + " has unknown value ["
            + option.value()
            + "]"
            + NearestName.suggest(option.value(), words));
  }
}
