package io.writ.config;

import io.writ.core.lineage.Durability;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.JournalSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code journal} section of a policy. */
final class JournalSettingsReader {
  private static final List<String> LEVELS = List.of("L0", "L1", "L2");

  private final ActionNames actions;

  JournalSettingsReader(ActionNames actions) {
    this.actions = actions;
  }

  JournalSettings read(@Nullable YamlValue section) throws ConfigurationRefused {
    if (section == null) {
      return JournalSettings.NONE;
    }
    YamlMap journal = YamlMap.of(section, "journal");
    journal.checkKeys(List.of("attributes", "subject", "durability"));
    return new JournalSettings(
        attributes(journal.find("attributes")),
        subjects(journal.find("subject")),
        durability(journal.find("durability")));
  }

  private Map<ActionPattern, Set<String>> attributes(@Nullable YamlValue section)
      throws ConfigurationRefused {
    Map<ActionPattern, Set<String>> loggable = new LinkedHashMap<>();
    if (section == null) {
      return loggable;
    }
    YamlMap attributes = YamlMap.of(section, "attributes");
    for (Map.Entry<String, YamlValue> entry : attributes.values().entrySet()) {
      ActionPattern pattern = pattern(attributes, entry.getKey());
      Set<String> names = new LinkedHashSet<>();
      for (YamlValue item : entry.getValue().items("attributes")) {
        String name = item.text("attribute");
        if (!name.equals(JournalSettings.ALL)) {
          actions.checkArgument(pattern, name, item);
        }
        names.add(name);
      }
      loggable.put(pattern, names);
    }
    return loggable;
  }

  private Map<ActionPattern, String> subjects(@Nullable YamlValue section)
      throws ConfigurationRefused {
    Map<ActionPattern, String> subjects = new LinkedHashMap<>();
    if (section == null) {
      return subjects;
    }
    YamlMap subject = YamlMap.of(section, "subject");
    for (Map.Entry<String, YamlValue> entry : subject.values().entrySet()) {
      ActionPattern pattern = pattern(subject, entry.getKey());
      String name = entry.getValue().text("subject");
      actions.checkArgument(pattern, name, entry.getValue());
      subjects.put(pattern, name);
    }
    return subjects;
  }

  private Map<ActionPattern, Durability> durability(@Nullable YamlValue section)
      throws ConfigurationRefused {
    Map<ActionPattern, Durability> levels = new LinkedHashMap<>();
    if (section == null) {
      return levels;
    }
    YamlMap durability = YamlMap.of(section, "durability");
    for (Map.Entry<String, YamlValue> entry : durability.values().entrySet()) {
      ActionPattern pattern = pattern(durability, entry.getKey());
      String level = entry.getValue().text("durability");
      if (!LEVELS.contains(level)) {
        throw entry
            .getValue()
            .refused("unknown durability [" + level + "]" + NearestName.suggest(level, LEVELS));
      }
      levels.put(pattern, Durability.valueOf(level));
    }
    return levels;
  }

  private ActionPattern pattern(YamlMap of, String text) throws ConfigurationRefused {
    String problem = actions.findProblem(text);
    if (problem != null) {
      throw of.refusedAt(text, problem);
    }
    return new ActionPattern(text);
  }
}
