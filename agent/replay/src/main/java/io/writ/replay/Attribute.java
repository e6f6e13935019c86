package io.writ.replay;

import org.jspecify.annotations.Nullable;

/**
 * A recorded name and value.
 *
 * @param name possibly cut
 * @param value possibly cut; null when the argument was null
 * @param isCut whether either was longer than what is recorded
 * @param sealed the value under its data subject's key; null for a value in clear
 */
public record Attribute(
    String name, @Nullable String value, boolean isCut, @Nullable SealedValue sealed) {
  /** Whether there is a value, and nobody opened it. */
  public boolean isHidden() {
    return sealed != null;
  }

  /** One in clear. */
  public Attribute(String name, @Nullable String value, boolean isCut) {
    this(name, value, isCut, null);
  }
}
