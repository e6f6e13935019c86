package io.writ.core.artifact;

import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one runtime demands of an artifact: all that was configured, and what the agent found out
 * about where it runs.
 *
 * @param authorities whose roots count
 * @param cosigners whose co-signatures count
 * @param quorums each must be met by every artifact
 * @param policy the running policy, or null when there is none; an artifact that is pinned to a
 *     policy is then refused
 * @param runtimeKey the key that artifacts are handed over to, or null when the runtime has none
 */
public record VerifierTerms(
    PinnedKeys authorities,
    PinnedKeys cosigners,
    List<Quorum> quorums,
    RuntimeIdentity runtime,
    Lifetimes lifetimes,
    Possession possession,
    @Nullable PolicyPin policy,
    Environment environment,
    @Nullable PublicKey runtimeKey) {

  /** Copies the list. */
  public VerifierTerms {
    quorums = List.copyOf(quorums);
  }

  /** No co-signers, no policy, no environment, default lifetimes and possession. */
  public static VerifierTerms of(PinnedKeys authorities, RuntimeIdentity runtime) {
    return new VerifierTerms(
        authorities,
        new PinnedKeys(Map.of()),
        List.of(),
        runtime,
        Lifetimes.DEFAULT,
        Possession.IF_DELEGABLE,
        null,
        Environment.UNKNOWN,
        null);
  }

  /** With these co-signers and quorums. */
  public VerifierTerms withQuorums(PinnedKeys keys, List<Quorum> demanded) {
    return new VerifierTerms(
        authorities,
        keys,
        demanded,
        runtime,
        lifetimes,
        possession,
        policy,
        environment,
        runtimeKey);
  }

  /** With these lifetimes. */
  public VerifierTerms withLifetimes(Lifetimes limits) {
    return new VerifierTerms(
        authorities,
        cosigners,
        quorums,
        runtime,
        limits,
        possession,
        policy,
        environment,
        runtimeKey);
  }

  /** With this demand for proofs of possession. */
  public VerifierTerms withPossession(Possession demanded) {
    return new VerifierTerms(
        authorities,
        cosigners,
        quorums,
        runtime,
        lifetimes,
        demanded,
        policy,
        environment,
        runtimeKey);
  }

  /** With this running policy. */
  public VerifierTerms withPolicy(@Nullable PolicyPin running) {
    return new VerifierTerms(
        authorities,
        cosigners,
        quorums,
        runtime,
        lifetimes,
        possession,
        running,
        environment,
        runtimeKey);
  }

  /** With this environment. */
  public VerifierTerms withEnvironment(Environment found) {
    return new VerifierTerms(
        authorities, cosigners, quorums, runtime, lifetimes, possession, policy, found, runtimeKey);
  }

  /** With this key of the runtime's own. */
  public VerifierTerms withRuntimeKey(@Nullable PublicKey key) {
    return new VerifierTerms(
        authorities, cosigners, quorums, runtime, lifetimes, possession, policy, environment, key);
  }
}
