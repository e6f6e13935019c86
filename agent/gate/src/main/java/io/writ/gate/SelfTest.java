package io.writ.gate;

/** The woven method that premain calls last: the call must be denied, in every mode. */
public final class SelfTest {
  private SelfTest() {}

  /** Returns only when the check in front of it did not work. */
  public static void probe() {
    // The weaver puts the check here.
  }
}
