package io.writ.config;

/**
 * A configuration that no runtime may start with. The message is one line: place, what is wrong,
 * and the nearest valid name or the remedy.
 */
public final class ConfigurationRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MAX_CHARS = 500;

  /** Control characters become spaces: whoever reads the line must be able to trust its ends. */
  public ConfigurationRefused(String message) {
    super(oneLine(message));
  }

  private static String oneLine(String message) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(message.length(), MAX_CHARS); i++) {
      char c = message.charAt(i);
      out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return message.length() > MAX_CHARS ? out.append('…').toString() : out.toString();
  }
}
