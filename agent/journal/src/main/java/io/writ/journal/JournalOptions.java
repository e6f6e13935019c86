package io.writ.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Where a journal goes and what its GENESIS says.
 *
 * @param root the directory that holds one directory per journal
 * @param agentVersion of the agent that writes
 * @param isObserving whether denials are recorded only
 * @param policyId of the policy in force, empty when none
 * @param policyVersion of that policy
 * @param policyDigest SHA-256 of its document as 64 hex digits, empty when none
 * @param trustLevel a word for how the trust configuration was pinned
 * @param runtimeId the runtime's id in artifacts, empty when none
 * @param runtimeProof a word for how the id was proven, empty when none
 * @param clock of boot, DICT and closing records
 * @param space where disk space comes from
 * @param turnTimeout how long a thread waits for the append lock before its call is denied
 */
public record JournalOptions(
    Path root,
    String agentVersion,
    boolean isObserving,
    String policyId,
    long policyVersion,
    String policyDigest,
    String trustLevel,
    String runtimeId,
    String runtimeProof,
    InstantSource clock,
    SegmentSpace space,
    Duration turnTimeout) {

  /** Enforcing, no policy named, the system's clock and disk. */
  public static JournalOptions of(Path root, String agentVersion) {
    return new JournalOptions(
        root,
        agentVersion,
        false,
        "",
        0,
        "",
        "",
        "",
        "",
        InstantSource.system(),
        SegmentSpace.onDisk(),
        Duration.ofSeconds(2));
  }

  /** The same in observe mode, or in enforce mode. */
  public JournalOptions observing(boolean observe) {
    return new JournalOptions(
        root,
        agentVersion,
        observe,
        policyId,
        policyVersion,
        policyDigest,
        trustLevel,
        runtimeId,
        runtimeProof,
        clock,
        space,
        turnTimeout);
  }

  /** The same under a policy. */
  public JournalOptions under(String id, long version, String digestHex, String trust) {
    return new JournalOptions(
        root,
        agentVersion,
        isObserving,
        id,
        version,
        digestHex,
        trust,
        runtimeId,
        runtimeProof,
        clock,
        space,
        turnTimeout);
  }

  /** The same for a runtime with this id. */
  public JournalOptions as(String id, String proof) {
    return new JournalOptions(
        root,
        agentVersion,
        isObserving,
        policyId,
        policyVersion,
        policyDigest,
        trustLevel,
        id,
        proof,
        clock,
        space,
        turnTimeout);
  }

  /** The same with space from elsewhere; for tests of a full disk. */
  public JournalOptions withSpace(SegmentSpace elsewhere) {
    return new JournalOptions(
        root,
        agentVersion,
        isObserving,
        policyId,
        policyVersion,
        policyDigest,
        trustLevel,
        runtimeId,
        runtimeProof,
        clock,
        elsewhere,
        turnTimeout);
  }
}
