package io.writ.cli;

import io.writ.api.Reason;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.crypto.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an artifact to the verifier of a runtime. What only the runtime itself can know is taken to
 * be as the artifact demands: the conditions on where it runs, and the policy that it runs.
 */
final class Examination {
  /** Reasons of checks that come after the co-signatures were verified. */
  private static final Set<Reason> LATER =
      Set.of(
          Reason.QUORUM_NOT_MET,
          Reason.GOVERNANCE_MISMATCH,
          Reason.REVOKED,
          Reason.POSSESSION_NOT_PROVEN,
          Reason.WRONG_MESSAGE);

  private final Presentation presentation;
  private final UnverifiedArtifact artifact;
  private final Instant now;

  private Examination(String presented, Instant now) throws Rejected {
    this.artifact = UnverifiedArtifact.readUnverified(presented);
    this.presentation = artifact.presentation();
    this.now = now;
  }

  /**
   * All that can be found out.
   *
   * @throws Rejected when the text cannot be read
   */
  static Inspection of(String presented, @Nullable TrustFile trust, Instant now) throws Rejected {
    Examination examination = new Examination(presented, now);
    return trust == null ? examination.unasked() : examination.inspect(presented, trust);
  }

  private Inspection unasked() throws Rejected {
    List<LinkView> links = artifact.unverifiedLinks();
    ProofView proof = proof();
    boolean isDelegable = links.size() > 1 || links.get(0).maxDepth() > 0;
    return new Inspection(
        artifact, now, cosignatures(), proof, null, null, isDelegable && proof == null, null, null);
  }

  private List<CosignatureView> cosignatures() throws Rejected {
    List<CosignatureView> views = new ArrayList<>();
    for (String text : presentation.cosignatures()) {
      views.add(CosignatureView.readUnverified(text, views.size()));
    }
    return views;
  }

  private @Nullable ProofView proof() throws Rejected {
    String proof = presentation.proof();
    return proof == null ? null : ProofView.readUnverified(proof);
  }

  private Inspection inspect(String presented, TrustFile trust) throws Rejected {
    VerifierTerms terms =
        trust.terms(artifact.unverifiedLinks().get(0).policy(), Environment.insecureAssumed());
    GovernanceState state = GovernanceState.NONE;
    RevocationList list = null;
    Rejected rejected = null;
    boolean needsProof = false;
    try {
      state = TrustedLists.all(trust, now);
      list = TrustedLists.revocations(trust, now);
      verify(presented, terms, state);
    } catch (Rejected e) {
      // A proof is made for one use; an artifact at rest has none, and is good without.
      needsProof = e.reason() == Reason.POSSESSION_NOT_PROVEN && presentation.proof() == null;
      // Which message it came with, nobody here knows.
      rejected = needsProof || e.reason() == Reason.WRONG_MESSAGE ? null : e;
    }
    return new Inspection(
        artifact,
        now,
        judged(trust, terms, state),
        proof(),
        trust,
        rejected,
        needsProof,
        list,
        revocation(trust, list, rejected));
  }

  private void verify(String presented, VerifierTerms terms, GovernanceState state)
      throws Rejected {
    new ArtifactVerifier(new Signatures(), terms, Instant.EPOCH).verify(presented, now, state, 0);
  }

  private @Nullable String revocation(
      TrustFile trust, @Nullable RevocationList list, @Nullable Rejected rejected) {
    RevocationSettings settings = trust.revocations();
    if (settings == null) {
      return null;
    }
    if (list == null) {
      return "unknown: the lists cannot be used";
    }
    String by =
        ", by version "
            + list.version()
            + " of "
            + settings.file()
            + ", "
            + Duration.between(list.issuedAt(), now).toSeconds()
            + " s old";
    if (rejected != null && rejected.reason() == Reason.REVOKED) {
      return rejected.detail() + by;
    }
    boolean isReached =
        rejected == null
            || (LATER.contains(rejected.reason()) && !rejected.detail().startsWith("cosignature["));
    return (isReached ? "nothing" : "not looked at, because the artifact is refused") + by;
  }

  /** Each co-signature by itself, so that one that is refused does not hide the others. */
  private List<CosignatureView> judged(
      TrustFile trust, VerifierTerms demanded, GovernanceState state) throws Rejected {
    VerifierTerms terms = demanded.withQuorums(trust.cosigners(), List.of());
    Rejected chain = findRejected(terms, List.of());
    List<CosignatureView> judged = new ArrayList<>();
    for (CosignatureView view : cosignatures()) {
      PublicKey key = trust.cosigners().find(view.keyId());
      String text = presentation.cosignatures().get(judged.size());
      String verdict;
      if (key == null) {
        verdict = "not pinned in the trust file";
      } else if (chain != null && !LATER.contains(chain.reason())) {
        verdict = "not looked at, because the artifact is refused";
      } else if (isRevoked(key, view, state)) {
        verdict = "revoked";
      } else {
        verdict = verdict(findRejected(terms, List.of(text)), judged.size());
      }
      judged.add(view.withVerdict(verdict));
    }
    return judged;
  }

  private static String verdict(@Nullable Rejected rejected, int index) {
    String only = "cosignature[0]";
    return rejected == null || !rejected.detail().startsWith(only)
        ? "valid"
        : rejected.reason()
            + ": cosignature["
            + index
            + "]"
            + rejected.detail().substring(only.length());
  }

  private static boolean isRevoked(PublicKey key, CosignatureView view, GovernanceState state) {
    return state.isRevoked(RevocationKind.AUTHORITY, key.thumbprint())
        || state.isRevoked(RevocationKind.KEY, key.thumbprint())
        || state.isRevoked(RevocationKind.LINK, view.hash());
  }

  private @Nullable Rejected findRejected(VerifierTerms terms, List<String> cosignatures) {
    try {
      verify(
          new Presentation(presentation.links(), cosignatures, null).toText(),
          terms,
          GovernanceState.NONE);
      return null;
    } catch (Rejected e) {
      return e;
    }
  }
}
