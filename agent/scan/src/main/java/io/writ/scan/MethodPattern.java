package io.writ.scan;

import java.util.regex.Pattern;

/**
 * A set of methods, as the tables name it: {@code class#method(descriptor)}, where a star stands
 * for any characters, none included. Without a parenthesis every descriptor matches.
 */
public final class MethodPattern {
  private final String text;
  private final String literalStart;
  private final Pattern pattern;

  private MethodPattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
    int star = text.indexOf('*');
    this.literalStart = star < 0 ? text : text.substring(0, star);
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException when there is no {@code #}
   */
  public static MethodPattern of(String text) {
    if (text.indexOf('#') < 0) {
      throw new IllegalArgumentException("[" + text + "] is not class#method");
    }
    String whole = text.indexOf('(') < 0 ? text + "(*" : text;
    return new MethodPattern(text, globPattern(whole));
  }

  /** A text in which a star stands for any characters, as a regular expression. */
  public static Pattern globPattern(String glob) {
    StringBuilder expression = new StringBuilder();
    int start = 0;
    for (int star; (star = glob.indexOf('*', start)) >= 0; start = star + 1) {
      expression.append(Pattern.quote(glob.substring(start, star))).append(".*");
    }
    return Pattern.compile(expression.append(Pattern.quote(glob.substring(start))).toString());
  }

  /** Whether the method, as {@code class#method(descriptor)}, is in the set. */
  public boolean matches(String location) {
    return location.startsWith(literalStart) && pattern.matcher(location).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
