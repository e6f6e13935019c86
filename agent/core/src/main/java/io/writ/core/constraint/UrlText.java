package io.writ.core.constraint;

import org.jspecify.annotations.Nullable;

/**
 * An absolute URL {@code scheme://host[:port][/path][?query][#fragment]}, and where its parts are.
 *
 * <p>It is read in one pass, and only when every URL parser in use would read it so. Not a URL
 * here: one with user information, a backslash, a space, a control or non-ASCII character, an
 * incomplete percent escape, an empty port, a host that is neither a {@link HostName} nor an
 * address; a path with an empty segment before its end, a segment {@code .} or {@code ..} (also
 * before a {@code ;}, where servlet containers cut a segment), or an escaped {@code . / \ ;} or
 * control character. A server that decodes a path twice is beyond this.
 */
public final class UrlText {
  /** What a base must be, for messages. */
  public static final String FORM =
      "must be [scheme://host/path] in lower case up to the path; no user, query, fragment, dot or"
          + " empty segment, backslash";

  private static final int MAX_LENGTH = 4096;
  private static final int NONE = -1;
  private static final int MALFORMED = -2;

  private final String text;
  private final int schemeEnd;
  private final int hostEnd;
  private final int port;
  private final int pathStart;
  private final int pathEnd;

  private UrlText(String text, int schemeEnd, int hostEnd, int port, int pathStart, int pathEnd) {
    this.text = text;
    this.schemeEnd = schemeEnd;
    this.hostEnd = hostEnd;
    this.port = port;
    this.pathStart = pathStart;
    this.pathEnd = pathEnd;
  }

  /** The base of a {@code url_under} that the text spells, or null. */
  public static @Nullable UrlText findBase(String text) {
    UrlText url = find(text);
    return url != null && url.isBase() ? url : null;
  }

  /** The URL that the text spells, or null. Its only allocation is the answer. */
  static @Nullable UrlText find(String text) {
    if (text.length() > MAX_LENGTH || !isPlain(text)) {
      return null;
    }
    int schemeEnd = schemeEnd(text);
    if (schemeEnd < 0) {
      return null;
    }
    int hostStart = schemeEnd + 3;
    int pathStart = firstOf(text, hostStart, true);
    int hostEnd = hostEnd(text, hostStart, pathStart);
    if (!isHost(text, hostStart, hostEnd)) {
      return null;
    }
    int port = port(text, hostEnd, pathStart, schemeEnd);
    int pathEnd = firstOf(text, pathStart, false);
    return port == MALFORMED || !isPath(text, pathStart, pathEnd)
        ? null
        : new UrlText(text, schemeEnd, hostEnd, port, pathStart, pathEnd);
  }

  /** Without query and fragment, in the one case that scheme and host are compared in. */
  boolean isBase() {
    return pathEnd == text.length() && !Ascii.hasUpperCase(text, 0, pathStart);
  }

  /** Whether the URL, its query and fragment aside, is the base or lies below it. */
  boolean isUnder(UrlText base) {
    return port == base.port
        && schemeEnd == base.schemeEnd
        && text.regionMatches(true, 0, base.text, 0, schemeEnd)
        && isSameHost(base)
        && isPathUnder(base);
  }

  private boolean isSameHost(UrlText base) {
    int start = schemeEnd + 3;
    boolean isV6 = text.charAt(start) == '[';
    if (isV6 && base.text.charAt(start) == '[') {
      return v6Half(0) == base.v6Half(0) && v6Half(1) == base.v6Half(1);
    }
    return hostEnd == base.hostEnd
        && text.regionMatches(true, start, base.text, start, hostEnd - start);
  }

  private long v6Half(int half) {
    int from = schemeEnd + 4;
    int to = hostEnd - 1;
    return IpText.v6Half(text, from, to, IpText.v6Shape(text, from, to), half);
  }

  /** By whole segments; no path at all is the path {@code /}. */
  private boolean isPathUnder(UrlText base) {
    int prefix = base.pathEnd - base.pathStart;
    int length = pathEnd - pathStart;
    if (prefix == 0 || (length == 0 && prefix == 1)) {
      return true;
    }
    return text.regionMatches(pathStart, base.text, base.pathStart, prefix)
        && prefix <= length
        && (length == prefix
            || base.text.charAt(base.pathEnd - 1) == '/'
            || text.charAt(pathStart + prefix) == '/');
  }

  /** Visible ASCII without backslash, every percent sign with two hexadecimal digits. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\' || (c == '%' && escaped(text, i) < 0)) {
        return false;
      }
    }
    return true;
  }

  /** What {@code %XX} at {@code at} stands for, or -1. */
  private static int escaped(String text, int at) {
    if (at + 2 >= text.length()) {
      return -1;
    }
    int high = Ascii.hexValue(text.charAt(at + 1));
    int low = Ascii.hexValue(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int schemeEnd(String text) {
    int end = text.indexOf("://");
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean isLater = Ascii.isDigit(c) || c == '+' || c == '-' || c == '.';
      if (!Ascii.isLetter(c) && (i == 0 || !isLater)) {
        return -1;
      }
    }
    return end == 0 ? -1 : end;
  }

  /** The first {@code ?} or {@code #}, or {@code /} too, or the end. */
  private static int firstOf(String text, int from, boolean orSlash) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '?' || c == '#' || (orSlash && c == '/')) {
        break;
      }
      at++;
    }
    return at;
  }

  private static int hostEnd(String text, int from, int to) {
    boolean isV6 = from < to && text.charAt(from) == '[';
    int end = from;
    while (end < to && text.charAt(end) != (isV6 ? ']' : ':')) {
      end++;
    }
    return isV6 && end < to ? end + 1 : end;
  }

  private static boolean isHost(String text, int from, int to) {
    if (from < to && text.charAt(from) == '[') {
      int shape = text.charAt(to - 1) == ']' ? IpText.v6Shape(text, from + 1, to - 1) : -1;
      return shape >= 0
          && !IpText.isMapped(
              IpText.v6Half(text, from + 1, to - 1, shape, 0),
              IpText.v6Half(text, from + 1, to - 1, shape, 1));
    }
    return HostName.isHostName(text, from, to) || IpText.v4(text, from, to) >= 0;
  }

  /** The port written, else the scheme's own, else NONE; MALFORMED when it is not 1 to 65535. */
  private static int port(String text, int from, int to, int schemeEnd) {
    if (from == to) {
      return defaultPort(text, schemeEnd);
    }
    int digits = to - from - 1;
    if (text.charAt(from) != ':' || digits < 1 || digits > 5 || text.charAt(from + 1) == '0') {
      return MALFORMED;
    }
    int port = 0;
    for (int i = from + 1; i < to; i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return MALFORMED;
      }
      port = port * 10 + (text.charAt(i) - '0');
    }
    return port <= 0xFFFF ? port : MALFORMED;
  }

  private static int defaultPort(String text, int schemeEnd) {
    if (isScheme(text, schemeEnd, "https") || isScheme(text, schemeEnd, "wss")) {
      return 443;
    }
    return isScheme(text, schemeEnd, "http") || isScheme(text, schemeEnd, "ws") ? 80 : NONE;
  }

  private static boolean isScheme(String text, int schemeEnd, String scheme) {
    return schemeEnd == scheme.length() && text.regionMatches(true, 0, scheme, 0, schemeEnd);
  }

  private static boolean isPath(String text, int from, int to) {
    for (int start = from + 1; start <= to; ) {
      int end = start;
      while (end < to && text.charAt(end) != '/') {
        if (text.charAt(end) == '%' && isRefusedEscape(escaped(text, end))) {
          return false;
        }
        end++;
      }
      boolean isEmptyInside = end == start && end < to;
      if (isEmptyInside || isDots(text, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean isRefusedEscape(int c) {
    return c == '.' || c == '/' || c == '\\' || c == ';' || c < ' ' || c == 0x7F;
  }

  /** Whether a segment is {@code .} or {@code ..}, parameters aside. */
  private static boolean isDots(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) == '.') {
      at++;
    }
    int dots = at - from;
    return (dots == 1 || dots == 2) && (at == to || text.charAt(at) == ';');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UrlText url && text.equals(url.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The URL as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
