package io.writ.core.policy;

/** Whether a verdict stops the call. */
public enum Mode {
  /** A denied call does not run. */
  ENFORCE,
  /** A denied call is recorded as one that would have been denied, and runs. */
  OBSERVE
}
