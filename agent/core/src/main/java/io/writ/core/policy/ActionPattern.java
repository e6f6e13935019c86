package io.writ.core.policy;

/**
 * An action id, or the beginning of one followed by {@code *}. The star stands for any characters
 * and only at the end; ids are compared exactly, never normalized.
 *
 * @param text as the policy spells it
 */
public record ActionPattern(String text) {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException when the text is empty or has a star before its end
   */
  public ActionPattern {
    int star = text.indexOf('*');
    if (text.isEmpty() || (star >= 0 && star < text.length() - 1)) {
      throw new IllegalArgumentException("not an action or a prefix ending in *");
    }
  }

  /** Whether the text ends in a star. */
  public boolean isPrefix() {
    return text.charAt(text.length() - 1) == '*';
  }

  /** Whether the action is this one or begins with this prefix. */
  public boolean matches(String action) {
    int length = text.length() - 1;
    return isPrefix() ? action.regionMatches(0, text, 0, length) : text.equals(action);
  }
}
