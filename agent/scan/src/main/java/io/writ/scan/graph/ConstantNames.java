package io.writ.scan.graph;

import org.jspecify.annotations.Nullable;

/**
 * Whether a method asks {@code Class.forName} for names that are no constants. A name counts as
 * constant when a string is loaded at most as many instructions before the call as pushing the
 * other arguments takes; anything cleverer counts as free, which is the safe side.
 */
final class ConstantNames {
  /** The string, then the flag and the loader of the longer overload, one call for the latter. */
  private static final int LONGEST_DISTANCE = 4;

  private int sinceString = Integer.MAX_VALUE;
  private boolean isAnyFree;

  void loaded(@Nullable Object constant) {
    if (constant instanceof String) {
      sinceString = 0;
    } else {
      passed();
    }
  }

  void passed() {
    sinceString = sinceString == Integer.MAX_VALUE ? sinceString : sinceString + 1;
  }

  void called(String owner, String method, String descriptor) {
    if (owner.equals("java/lang/Class") && method.equals("forName")) {
      boolean isShort = descriptor.startsWith("(Ljava/lang/String;)");
      isAnyFree |= sinceString > (isShort ? 0 : LONGEST_DISTANCE);
      sinceString = Integer.MAX_VALUE;
    } else {
      passed();
    }
  }

  boolean isAnyFree() {
    return isAnyFree;
  }
}
