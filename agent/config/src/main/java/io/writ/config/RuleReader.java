package io.writ.config;

import io.writ.core.constraint.Constraint;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one rule of {@code ambient}, {@code ceiling} or {@code deny}. */
final class RuleReader {
  private final ActionNames actions;
  private final ConstraintShorthand constraints;

  RuleReader(ActionNames actions, ConstraintShorthand constraints) {
    this.actions = actions;
    this.constraints = constraints;
  }

  /**
   * @param mayHaveQuorum whether the section is {@code ceiling}
   */
  Rule read(String id, YamlValue value, boolean mayHaveQuorum) throws ConfigurationRefused {
    YamlMap rule = YamlMap.of(value, "rule [" + id + "]");
    rule.checkKeys(
        mayHaveQuorum ? List.of("actions", "where", "quorum") : List.of("actions", "where"));
    List<ActionPattern> patterns = actions.patterns(rule.require("actions"));
    Map<String, Constraint> where = new LinkedHashMap<>();
    YamlValue clauses = rule.find("where");
    if (clauses != null) {
      YamlMap map = YamlMap.of(clauses, "where");
      for (Map.Entry<String, YamlValue> clause : map.values().entrySet()) {
        for (ActionPattern pattern : patterns) {
          actions.checkArgument(pattern, clause.getKey(), map, clause.getKey());
        }
        where.put(clause.getKey(), constraints.read(clause.getValue()));
      }
    }
    return new Rule(id, patterns, where, QuorumReader.read(rule.find("quorum")));
  }
}
