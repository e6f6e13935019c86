package io.writ.core.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An action id in which {@code {class}}, {@code {simple}}, {@code {method}} and {@code
 * {parameters}} stand for a method's own: its class, the last part of that name, its name and its
 * parameter types. The scheme is spelt out, so that no method can choose it.
 *
 * @param text as the policy spells it
 */
public record ActionTemplate(String text) {
  /** What may stand in braces. */
  public static final List<String> PLACEHOLDERS =
      List.of("class", "simple", "method", "parameters");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9+.-]*+:[^\\p{Cntrl}*]++");
  private static final List<String> OWN_SCHEMES = List.of("jdk:", "writ:");
  private static final int MAX_CHARS = 256;

  /** The action of a mapping that names none: as {@code @Governed} derives it. */
  public static final ActionTemplate DERIVED =
      new ActionTemplate("java:{class}#{method}({parameters})");

  /**
   * Checks the shape, all but the names in braces.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public ActionTemplate {
    for (String scheme : OWN_SCHEMES) {
      if (text.startsWith(scheme)) {
        throw new IllegalArgumentException(
            "is in the scheme ["
                + scheme
                + "], which is the agent's own; choose another, for example [tool:{method}]");
      }
    }
    int brace = text.indexOf('{');
    if (!isAction(text) || (brace >= 0 && text.indexOf(':') > brace)) {
      throw new IllegalArgumentException(
          "must be [scheme:name] without [*], at most ["
              + MAX_CHARS
              + "] characters, with the scheme spelt out, for example [tool:{method}]");
    }
    if (PLACEHOLDER.matcher(text).replaceAll("").matches(".*[{}].*")) {
      throw new IllegalArgumentException("has a brace without the other");
    }
  }

  /** The names that stand in braces, known or not. */
  public List<String> placeholders() {
    return PLACEHOLDER.matcher(text).results().map(result -> result.group(1)).toList();
  }

  /**
   * The action of one method.
   *
   * @throws IllegalArgumentException when the method's names make it no action id
   */
  public String of(String binaryName, String method, String parameters) {
    StringBuilder action = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '{' ? text.indexOf('}', at) : -1;
      if (end < 0) {
        action.append(text.charAt(at++));
        continue;
      }
      action.append(
          switch (text.substring(at + 1, end)) {
            case "class" -> binaryName;
            case "simple" -> simple(binaryName);
            case "method" -> method;
            case "parameters" -> parameters;
            default ->
                throw new IllegalArgumentException(
                    "unknown placeholder [" + text.substring(at, end + 1) + "]");
          });
      at = end + 1;
    }
    if (!isAction(action.toString())) {
      throw new IllegalArgumentException(
          "the action ["
              + action
              + "] is not [scheme:name] without [*] of at most ["
              + MAX_CHARS
              + "] characters");
    }
    return action.toString();
  }

  private static boolean isAction(String text) {
    return text.length() <= MAX_CHARS && ACTION.matcher(text).matches();
  }

  private static String simple(String binaryName) {
    String last = binaryName.substring(binaryName.lastIndexOf('.') + 1);
    int dollar = last.lastIndexOf('$');
    return dollar < 0 || dollar == last.length() - 1 ? last : last.substring(dollar + 1);
  }
}
