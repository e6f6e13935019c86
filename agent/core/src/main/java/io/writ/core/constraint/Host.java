package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"host","host":"*.example.org"}} or {@code "hosts":[…]}: a text that is a host
 * name, see {@link HostName}, for which a pattern stands. Names are compared without case and never
 * resolved.
 */
public record Host(List<HostPattern> patterns) implements TextForm {

  /**
   * @throws IllegalArgumentException when there is no pattern
   */
  public Host {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("host without a pattern");
    }
  }

  @Override
  public boolean admitsText(String text) {
    if (!HostName.isHostName(text, 0, text.length())) {
      return false;
    }
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).admits(text)) {
        return true;
      }
    }
    return false;
  }

  /** A numeric address is surely no host name. */
  @Override
  public boolean isSpelt(String text) {
    return HostName.isHostName(text, 0, text.length()) || IpText.isAddress(text);
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.oneOrMore("host", "host", "hosts", patterns);
  }
}
