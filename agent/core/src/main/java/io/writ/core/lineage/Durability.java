package io.writ.core.lineage;

/**
 * What a record must have survived before the call that it is about proceeds; chosen per action
 * ({@code docs/spec/journal.md}, decision 0024).
 */
public enum Durability {
  /** In the page cache: survives a killed process, not a machine that loses power. */
  L0,
  /** As L0, and forced to the device by a background thread within 5 ms or 64 records. */
  L1,
  /** On the device, with everything before it. */
  L2
}
