package io.writ.core.artifact;

import java.util.regex.Pattern;

/**
 * Runtime ids and the prefixes that {@code may_act.sub} may name. Both are {@code
 * scheme://trust-domain/segment/…}; a prefix ends in {@code /} and names at least the trust domain.
 * Segments are plain: no {@code .}, {@code ..}, percent signs or empty ones, so that a comparison
 * of characters is a comparison of names.
 */
public final class RuntimeName {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,30}");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final int MAX_CHARS = 2048;

  private RuntimeName() {}

  /** Whether the text names one runtime. */
  public static boolean isFull(String text) {
    return isNameOrPrefix(text) && !text.endsWith("/");
  }

  /** Whether the text names one runtime or, with a slash at its end, all below it. */
  public static boolean isNameOrPrefix(String text) {
    int scheme = text.indexOf("://");
    if (text.length() > MAX_CHARS
        || scheme < 0
        || !SCHEME.matcher(text).region(0, scheme).matches()) {
      return false;
    }
    // Segment by segment: a repeated group in one expression would recurse once per segment.
    int start = scheme + 3;
    boolean isTrustDomain = true;
    while (isTrustDomain || start < text.length()) {
      int end = text.indexOf('/', start);
      if (end < 0) {
        end = text.length();
      }
      if (!isSegment(text, start, end)) {
        return false;
      }
      isTrustDomain = false;
      start = end + 1;
    }
    return true;
  }

  private static boolean isSegment(String text, int start, int end) {
    return SEGMENT.matcher(text).region(start, end).matches()
        && !text.substring(start, end).equals(".")
        && !text.substring(start, end).equals("..");
  }

  /** Whether {@code outer} names {@code inner} or, as a prefix, contains it. */
  public static boolean covers(String outer, String inner) {
    return outer.equals(inner) || (outer.endsWith("/") && inner.startsWith(outer));
  }
}
