package io.writ.core.constraint;

import org.jspecify.annotations.Nullable;

/**
 * A host name, or {@code *.} and a host name, which stands for all names below it by one or more
 * labels and not for that name itself.
 *
 * @param text lower case; the name itself as {@link HostName} describes it
 */
public record HostPattern(String text) {
  /** What a text must be, for messages. */
  public static final String FORM =
      "must be a host name in lower-case ASCII, or [*.] and one; no address, no dot at its end";

  /**
   * @throws IllegalArgumentException when the text is not in the form above
   */
  public HostPattern {
    if (!isPattern(text)) {
      throw new IllegalArgumentException("not a host pattern");
    }
  }

  /** The pattern that the text spells, or null. */
  public static @Nullable HostPattern find(String text) {
    return isPattern(text) ? new HostPattern(text) : null;
  }

  private static boolean isPattern(String text) {
    return HostName.isHostName(text, text.startsWith("*.") ? 2 : 0, text.length())
        && !Ascii.hasUpperCase(text, 0, text.length());
  }

  /** Whether it stands for this host name, in whatever case. */
  boolean admits(String name) {
    if (!isWildcard()) {
      return name.equalsIgnoreCase(text);
    }
    // The suffix keeps its dot, so that it begins where a label of the name begins.
    int suffix = text.length() - 1;
    return name.length() > suffix
        && name.regionMatches(true, name.length() - suffix, text, 1, suffix);
  }

  /** Whether it stands for every name that the other stands for. */
  boolean contains(HostPattern other) {
    // "*.a.example.org" ends like a name below "*.example.org" does, and "*.example.org" too.
    return isWildcard()
        ? other.text.length() >= text.length() && other.text.endsWith(text.substring(1))
        : other.text.equals(text);
  }

  private boolean isWildcard() {
    return text.charAt(0) == '*';
  }

  @Override
  public String toString() {
    return text;
  }
}
