package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.revocation.GovernanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one road from a presented text to a {@link VerifiedArtifact}.
 *
 * <p>In this order: the chain ({@link ChainVerifier}), this runtime and this moment, the quorums,
 * the revocations, and the proof of possession or the hand-over last, so that they are used up only
 * by an artifact that is good.
 *
 * <p>Safe for use by many threads. It remembers chains that it verified and proofs that it saw.
 */
public final class ArtifactVerifier {
  /** How far the clock of an issuer may be ahead of ours; for {@code iat} only. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private final VerifierTerms terms;
  private final ChainVerifier chains;
  private final RuntimeRules rules;
  private final CosignatureVerifier cosignatures;
  private final ProofVerifier proofs;
  private final HandoverVerifier handovers;

  /**
   * A verifier for one runtime.
   *
   * @param startedAt when the runtime started; proofs of possession from before are refused
   */
  public ArtifactVerifier(SignatureVerifier signatures, VerifierTerms terms, Instant startedAt) {
    this.terms = terms;
    this.chains = new ChainVerifier(signatures, terms.authorities());
    this.rules = new RuntimeRules(terms);
    this.cosignatures =
        new CosignatureVerifier(signatures, terms.cosigners(), terms.runtime().audience());
    this.proofs = new ProofVerifier(signatures, terms.runtime().id(), startedAt);
    this.handovers = new HandoverVerifier(terms.runtime().id(), terms.runtimeKey(), startedAt);
  }

  /**
   * Verifies an artifact for a runtime that learns of no revocations.
   *
   * @see #verify(String, Instant, GovernanceState, long)
   */
  public VerifiedArtifact verify(String presented, Instant now) throws Rejected {
    return verify(presented, now, GovernanceState.NONE, 0);
  }

  /**
   * Verifies all of it.
   *
   * @param presented as {@link Presentation#parse} reads it
   * @param now the instant for which the answer holds
   * @param governance what is revoked
   * @param nowNanos now on the monotonic clock that the state's deadlines are on
   * @throws Rejected whatever is wrong with the text; no text causes another throwable
   */
  public VerifiedArtifact verify(
      String presented, Instant now, GovernanceState governance, long nowNanos) throws Rejected {
    return verify(presented, now, governance, nowNanos, terms.policy());
  }

  /**
   * The same while another version of the policy is in force than at the start.
   *
   * @param running the policy in force
   */
  public VerifiedArtifact verify(
      String presented,
      Instant now,
      GovernanceState governance,
      long nowNanos,
      @Nullable PolicyPin running)
      throws Rejected {
    return verify(presented, now, governance, nowNanos, running, null);
  }

  /**
   * The same for an artifact that arrived with a message. When its last link hands it over, that
   * link stands for a proof of possession; else the artifact must bring what it must bring anyway.
   *
   * @param message null when there is none
   */
  public VerifiedArtifact verify(
      String presented,
      Instant now,
      GovernanceState governance,
      long nowNanos,
      @Nullable PolicyPin running,
      @Nullable CarriedMessage message)
      throws Rejected {
    Presentation presentation = Presentation.parse(presented);
    List<String> digests = SeenChains.digests(presentation.links());
    VerifiedLink leaf = chains.verify(presentation.links(), digests);
    List<VerifiedLink> chain = chain(leaf);
    for (int i = 0; i < chain.size(); i++) {
      rules.check(chain.get(i).claims(), i == chain.size() - 1, now, running, "link[" + i + "]");
    }
    List<Cosignature> cosigned =
        cosignatures.verify(presentation.cosignatures(), leaf.root().hash(), now);
    VerifiedArtifact artifact =
        new VerifiedArtifact(chain, presentation, cosigned, quorums(leaf.root().claims()), now);
    Standing standing = artifact.standing(governance, nowNanos);
    Reason reason = standing.reason();
    if (reason != null) {
      throw new Rejected(reason, standing.detail());
    }
    String digest = digests.get(digests.size() - 1);
    String request = checkProof(presentation.proof(), leaf, digest, now);
    Handover handover = leaf.claims().handover();
    if (handover != null) {
      String at = "link[" + (chain.size() - 1) + "]";
      handovers.verify(leaf, handover, message, now.getEpochSecond(), at);
    }
    return artifact.provenFor(request);
  }

  /** The chain from its root to the leaf. */
  private static List<VerifiedLink> chain(VerifiedLink leaf) {
    List<VerifiedLink> chain = new ArrayList<>();
    chain.add(leaf);
    VerifiedLink above = leaf.above();
    while (above != null) {
      chain.add(above);
      above = above.above();
    }
    Collections.reverse(chain);
    return chain;
  }

  private List<Quorum> quorums(LinkClaims root) {
    List<Quorum> quorums = new ArrayList<>(terms.quorums());
    Quorum own = root.shared().quorum();
    if (own != null) {
      quorums.add(own);
    }
    return quorums;
  }

  private @Nullable String checkProof(
      @Nullable String proof, VerifiedLink leaf, String digest, Instant now) throws Rejected {
    if (proof != null) {
      return proofs.verify(proof, leaf.claims().holder(), digest, now);
    }
    if (leaf.claims().handover() != null) {
      return null;
    }
    boolean isFinalRoot = leaf.above() == null && leaf.claims().maxDepth() == 0;
    if (terms.possession() == Possession.ALWAYS || !isFinalRoot) {
      throw new Rejected(
          Reason.POSSESSION_NOT_PROVEN,
          "proof is missing; sign one with the key of the last link's cnf.jwk");
    }
    return null;
  }
}
