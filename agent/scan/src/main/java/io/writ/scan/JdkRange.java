package io.writ.scan;

/**
 * Feature versions of the JDK that a table's line speaks of, written {@code 17-}, {@code 17-20}.
 *
 * @param first inclusive
 * @param last inclusive
 */
public record JdkRange(int first, int last) {

  /**
   * Parses a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static JdkRange of(String text) {
    int dash = text.indexOf('-');
    if (dash <= 0) {
      throw new IllegalArgumentException("[" + text + "] is not a range such as 17- or 17-20");
    }
    String last = text.substring(dash + 1);
    return new JdkRange(
        Integer.parseInt(text.substring(0, dash)),
        last.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(last));
  }

  /** Whether the line speaks of this JDK. */
  public boolean contains(int featureVersion) {
    return first <= featureVersion && featureVersion <= last;
  }

  @Override
  public String toString() {
    return first + "-" + (last == Integer.MAX_VALUE ? "" : String.valueOf(last));
  }
}
