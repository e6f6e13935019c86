package io.writ.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declaration that governs: the method itself, or one that it overrides.
 *
 * @param mapping the id of the policy's mapping that makes it one, or empty for an annotation
 * @param action the action id that must be granted
 * @param argumentNames the names of its constrained arguments
 * @param sources for each name, where its value is found
 */
public record GovernedMethod(
    String mapping, String action, List<String> argumentNames, List<Source> sources) {

  /** Copies the lists. */
  public GovernedMethod {
    argumentNames = List.copyOf(argumentNames);
    sources = List.copyOf(sources);
  }

  /**
   * An annotated method.
   *
   * @param argumentParameters for each name, the parameter it stands for
   */
  public GovernedMethod(
      String action, List<String> argumentNames, List<Integer> argumentParameters) {
    this(
        "",
        action,
        argumentNames,
        argumentParameters.stream().map(parameter -> new Source(parameter, null)).toList());
  }

  /**
   * Where the value of an argument is found.
   *
   * @param parameter from 0, without the receiver
   * @param accessor reads a component of the parameter's record; null for the parameter itself
   */
  public record Source(int parameter, @Nullable Accessor accessor) {}

  /**
   * The accessor of a record's component.
   *
   * @param owner the record's internal name
   * @param name the component's name, which is the method's
   * @param descriptor of the method
   */
  public record Accessor(String owner, String name, String descriptor) {}
}
