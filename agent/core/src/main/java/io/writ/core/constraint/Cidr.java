package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"cidr","cidr":"10.0.0.0/8"}} or {@code "cidrs":[…]}: a text that is a numeric
 * address, see {@link IpText}, inside a block. Never a host name, which nobody resolved. An
 * IPv4-mapped address is not admitted: blocks of IPv4 would not speak of it.
 */
public record Cidr(List<IpBlock> blocks) implements TextForm {

  /**
   * @throws IllegalArgumentException when there is no block
   */
  public Cidr {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("cidr without a block");
    }
  }

  @Override
  public boolean admitsText(String text) {
    int length = text.length();
    if (length > IpText.MAX_LENGTH) {
      return false;
    }
    long v4 = IpText.v4(text, 0, length);
    if (v4 >= 0) {
      return isInsideAny(false, 0, v4);
    }
    int shape = IpText.v6Shape(text, 0, length);
    if (shape < 0) {
      return false;
    }
    long high = IpText.v6Half(text, 0, length, shape, 0);
    long low = IpText.v6Half(text, 0, length, shape, 1);
    return !IpText.isMapped(high, low) && isInsideAny(true, high, low);
  }

  private boolean isInsideAny(boolean isV6, long high, long low) {
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).contains(isV6, high, low)) {
        return true;
      }
    }
    return false;
  }

  /** {@code unix:} and a path, as sites of the JDK name local sockets, is surely no address. */
  @Override
  public boolean isSpelt(String text) {
    return IpText.isAddress(text) || text.startsWith("unix:");
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.oneOrMore("cidr", "cidr", "cidrs", blocks);
  }
}
