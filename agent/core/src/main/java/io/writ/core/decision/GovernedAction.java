package io.writ.core.decision;

import java.util.List;

/**
 * An action together with the names of the arguments that its sites pass; rules and grants are
 * compiled against it.
 *
 * @param index dense, from 0, for tables
 * @param id the action id
 * @param argumentNames in the order of the values
 */
public record GovernedAction(int index, String id, List<String> argumentNames) {
  public GovernedAction {
    argumentNames = List.copyOf(argumentNames);
  }
}
