package io.writ.journal;

import io.writ.core.lineage.GenesisField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a journal goes and what its GENESIS says.
 *
 * @param root the directory that holds one directory per journal
 * @param isObserving whether denials are recorded only
 * @param genesis what GENESIS says beyond what the journal itself knows, by key, in order; see
 *     {@link GenesisField}
 * @param clock of boot, DICT and closing records
 * @param space where disk space comes from
 * @param turnTimeout how long a thread waits for the append lock before its call is denied
 */
public record JournalOptions(
    Path root,
    boolean isObserving,
    Map<String, String> genesis,
    InstantSource clock,
    SegmentSpace space,
    Duration turnTimeout) {

  /** Copies the map. */
  public JournalOptions {
    genesis = Collections.unmodifiableMap(new LinkedHashMap<>(genesis));
  }

  /** Enforcing, no policy named, the system's clock and disk. */
  public static JournalOptions of(Path root, String agentVersion) {
    return new JournalOptions(
            root,
            false,
            Map.of(),
            InstantSource.system(),
            SegmentSpace.onDisk(),
            Duration.ofSeconds(2))
        .saying(GenesisField.AGENT_VERSION, agentVersion)
        .under("", 0, "", "")
        .as("", "");
  }

  /** The same in observe mode, or in enforce mode. */
  public JournalOptions observing(boolean observe) {
    return new JournalOptions(root, observe, genesis, clock, space, turnTimeout);
  }

  /**
   * The same under a policy.
   *
   * @param digestHex SHA-256 of its document as 64 hex digits, empty when none
   * @param trust a word for what made the policy count
   */
  public JournalOptions under(String id, long version, String digestHex, String trust) {
    return saying(GenesisField.POLICY_ID, id)
        .saying(GenesisField.POLICY_VERSION, Long.toString(version))
        .saying(GenesisField.POLICY_DIGEST, digestHex)
        .saying(GenesisField.TRUST_LEVEL, trust);
  }

  /**
   * The same for a runtime with this id.
   *
   * @param proof a word for how the id was proven
   */
  public JournalOptions as(String id, String proof) {
    return saying(GenesisField.RUNTIME_ID, id).saying(GenesisField.RUNTIME_PROOF, proof);
  }

  /** The same with one more word in GENESIS. */
  public JournalOptions saying(GenesisField field, String value) {
    return saying(Map.of(field.key(), value));
  }

  /** The same with these values in GENESIS too; one that is there is replaced. */
  public JournalOptions saying(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(genesis);
    all.putAll(more);
    return new JournalOptions(root, isObserving, all, clock, space, turnTimeout);
  }

  /** The same with space from elsewhere; for tests of a full disk. */
  public JournalOptions withSpace(SegmentSpace elsewhere) {
    return new JournalOptions(root, isObserving, genesis, clock, elsewhere, turnTimeout);
  }
}
