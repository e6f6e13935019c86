package io.writ.core.catalogue;

import java.util.List;

/**
 * A declaration that governs: the annotated method itself, or one that overrides it.
 *
 * @param action the action id that must be granted
 * @param argumentNames the names of its constrained parameters, in parameter order
 * @param argumentParameters for each name, the parameter it stands for, from 0 without the receiver
 */
public record GovernedMethod(
    String action, List<String> argumentNames, List<Integer> argumentParameters) {

  public GovernedMethod {
    argumentNames = List.copyOf(argumentNames);
    argumentParameters = List.copyOf(argumentParameters);
  }
}
