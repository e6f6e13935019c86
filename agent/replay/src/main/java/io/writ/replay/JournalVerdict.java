package io.writ.replay;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of one journal found.
 *
 * @param name where it was read from
 * @param state the verdict
 * @param firstBad the first bad record; null unless {@link State#TAMPERED}
 * @param isTorn whether a last record was begun and never committed
 * @param counts of everything before the first bad record
 * @param genesis what the journal says of itself, empty without a good GENESIS
 * @param lastChainHex chain value of the last good record
 * @param seals what its checkpoints prove
 * @param pruned what was deleted by somebody who may; null for nothing
 * @param incidents the trouble that its process had
 */
public record JournalVerdict(
    Path name,
    State state,
    @Nullable BadRecord firstBad,
    boolean isTorn,
    Counts counts,
    Map<String, String> genesis,
    String lastChainHex,
    SealVerdict seals,
    @Nullable PrunedVerdict pruned,
    Incidents incidents) {
  public JournalVerdict {
    genesis = Collections.unmodifiableMap(new LinkedHashMap<>(genesis));
  }

  /** Intact and closed, intact up to where the process died, or not what was written. */
  public enum State {
    CLOSED,
    CUT,
    TAMPERED
  }

  /**
   * How many of each.
   *
   * @param records all records
   * @param allowed DECISIONs that let the call proceed
   * @param denied DECISIONs that blocked it
   * @param wouldDeny DECISIONs of observe mode that would have blocked it
   * @param outcomes OUTCOMEs
   * @param inFlight DECISIONs whose promised OUTCOME is not there
   * @param bytes of the records
   */
  public record Counts(
      long records,
      long allowed,
      long denied,
      long wouldDeny,
      long outcomes,
      long inFlight,
      long bytes) {}

  /** The same journal, known to be bad by what another journal says of it. */
  JournalVerdict tampered(BadRecord bad) {
    return new JournalVerdict(
        name, State.TAMPERED, bad, isTorn, counts, genesis, lastChainHex, seals, pruned, incidents);
  }
}
