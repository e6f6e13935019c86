package io.writ.core.lineage;

/** What a GENESIS record says of its journal. Keys are on disk and never change. */
public enum GenesisField {
  /** The journal's UUID; also the name of its directory. */
  JOURNAL("journal"),
  /** The high half of this runtime's execution ids, 16 hex digits. */
  RUNTIME("runtime"),
  AGENT_VERSION("agent.version"),
  JDK("jdk"),
  PID("pid"),
  /** Wall clock at boot, nanoseconds since 1970 UTC, decimal. */
  BOOT_WALL_NANOS("boot.wall.nanos"),
  /** What writes the files: {@code chronicle} or {@code file}. */
  STORE("store"),
  /** {@code enforce} or {@code observe}. */
  MODE("mode"),
  POLICY_ID("policy.id"),
  POLICY_VERSION("policy.version"),
  /** SHA-256, 64 hex digits. */
  POLICY_DIGEST("policy.digest"),
  /** The {@code kid} of the policy's signer; empty when it is not signed. */
  POLICY_SIGNER("policy.signer"),
  /** The JDK actions that nobody is asked for, separated by commas; empty when there are none. */
  POLICY_UNGOVERNED("policy.ungoverned"),
  /** SHA-256 of the trust file, 64 hex digits; empty when there is none. */
  TRUST_DIGEST("trust.digest"),
  /** {@code inside}: policies and the trust file are DICT texts before what they decide. */
  DOCUMENTS("documents"),
  /** {@code signed}, or {@code development}: the policy counts without a signature. */
  TRUST_LEVEL("trust.level"),
  /** The runtime's id, as artifacts name it. */
  RUNTIME_ID("runtime.id"),
  /** How the id was proven: {@code configured} (not at all), {@code key} or {@code svid}. */
  RUNTIME_PROOF("runtime.proof"),
  /** Flags that weaken the JVM, between spaces, in their order; empty when there are none. */
  JVM_WEAKENED("jvm.weakened"),
  /** {@code possible}, or {@code refused}: whether agents can be loaded into the running JVM. */
  JVM_ATTACH("jvm.attach"),
  /** The key that signs this journal's checkpoints, as vkey of C2SP signed-note. */
  JOURNAL_KEY("journal.key"),
  /** {@code file}: configured, to be pinned; {@code boot}: made at boot and gone with it. */
  JOURNAL_KEY_ORIGIN("journal.key.origin"),
  /** After how many nanoseconds without a record a HEARTBEAT comes, decimal. */
  HEARTBEAT_NANOS("heartbeat.nanos"),
  /** The UUID of the journal before this one under the same root; absent in the first. */
  PREVIOUS_JOURNAL("previous.journal"),
  /** How many records it had when this journal was opened, decimal. */
  PREVIOUS_RECORDS("previous.records"),
  /** The chain value of its last record, 64 hex digits. */
  PREVIOUS_CHAIN("previous.chain"),
  /** {@code clean}, {@code cut} or {@code unreadable}. */
  PREVIOUS_END("previous.end"),
  /** The root of the Merkle tree over its records, 64 hex digits; absent when it is not known. */
  PREVIOUS_ROOT("previous.root"),
  /** {@code sealed}, {@code known}, {@code refused} or {@code failed}; absent without a key. */
  PREVIOUS_SEAL("previous.seal"),
  /** How many nanoseconds it took to read it and to seal its last records, decimal. */
  PREVIOUS_NANOS("previous.nanos");

  /**
   * Begins the keys of variables: of those that the policy uses, and of those that tell a reader
   * where the process ran. An environment variable is there only when the policy uses it.
   */
  public static final String VARIABLE = "variable.";

  private final String key;

  GenesisField(String key) {
    this.key = key;
  }

  /** The name on disk. */
  public String key() {
    return key;
  }
}
