package io.writ.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * Where a mapping finds the value of an argument: {@code amount}, {@code 0}, {@code request.name}
 * or {@code 1.name}.
 *
 * @param parameter the parameter's name, or null when it is given by its place
 * @param index the parameter's place from 0, without the receiver; -1 when it is given by name
 * @param component a component of the parameter's record, or null for the parameter itself
 */
public record ArgumentSelector(@Nullable String parameter, int index, @Nullable String component) {
  /** The JVM allows no more parameters. */
  public static final int MAX_INDEX = 254;

  /**
   * The selector that a text spells.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static ArgumentSelector parse(String text) {
    int dot = text.indexOf('.');
    String parameter = dot < 0 ? text : text.substring(0, dot);
    String component = dot < 0 ? null : text.substring(dot + 1);
    boolean isIndex = parameter.matches("0|[1-9][0-9]{0,2}");
    if ((!isIndex && !MethodPattern.isIdentifier(parameter))
        || (component != null && !MethodPattern.isIdentifier(component))) {
      throw new IllegalArgumentException(
          "must be a parameter's name or index, and may name a component of its record, for example"
              + " [amount], [0] or [1.name]");
    }
    int index = isIndex ? Integer.parseInt(parameter) : -1;
    if (index > MAX_INDEX) {
      throw new IllegalArgumentException("is beyond the last index [" + MAX_INDEX + "]");
    }
    return new ArgumentSelector(isIndex ? null : parameter, index, component);
  }

  /** As the policy spells it. */
  @Override
  public String toString() {
    return (parameter == null ? String.valueOf(index) : parameter)
        + (component == null ? "" : "." + component);
  }
}
