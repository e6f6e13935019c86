package io.writ.core.policy;

/** A weakness of the JVM with which a policy lets an enforcing agent start. */
public enum Tolerance {
  /** Somebody can stop the process, change any value and skip any check. */
  DEBUGGER("debugger"),
  /** Classes stand in the JDK's place, with or without the checks. */
  PATCHED_MODULES("patched-modules"),
  /** Classes stand beside the gate, where they can reach into it. */
  BOOT_CLASS_PATH("boot-class-path"),
  /** Code is run that breaks the rules of the language which the checks rest upon. */
  UNVERIFIED_CODE("unverified-code");

  private final String key;

  Tolerance(String key) {
    this.key = key;
  }

  /** The name in documents. */
  public String key() {
    return key;
  }
}
