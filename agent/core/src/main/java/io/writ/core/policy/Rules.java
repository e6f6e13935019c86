package io.writ.core.policy;

import java.util.List;

/**
 * The three sections of rules, each in document order.
 *
 * @param ambient what needs no artifact
 * @param ceiling the most an artifact may grant; an action in no ceiling rule cannot be granted by
 *     an artifact
 * @param deny what is denied whatever else is granted
 */
public record Rules(List<Rule> ambient, List<Rule> ceiling, List<Rule> deny) {
  /** No rules: everything is denied. */
  public static final Rules NONE = new Rules(List.of(), List.of(), List.of());

  /** Copies what it is given. */
  public Rules {
    ambient = List.copyOf(ambient);
    ceiling = List.copyOf(ceiling);
    deny = List.copyOf(deny);
  }
}
