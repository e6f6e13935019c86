package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An artifact whose whole chain was verified. Only {@link ArtifactVerifier} makes one: to hold it
 * is to know that a pinned authority signed the root, that every link narrowed its parent, that the
 * quorums were met and that its presenter proved possession where that is demanded.
 *
 * <p>It was good when it was verified. Whoever uses it later compares {@link #notBefore()} and
 * {@link #expiresAt()} with the clock, and asks for its {@link #standing}, again.
 */
public final class VerifiedArtifact {
  private final List<VerifiedLink> chain;
  private final Presentation presentation;
  private final List<LinkView> views;
  private final List<Cosignature> cosignatures;
  private final List<Quorum> quorums;
  private final Instant notBefore;
  private final Instant expiresAt;
  private final Instant holdsUntil;
  private final byte[] digest;
  private final @Nullable String provenRequest;

  VerifiedArtifact(
      List<VerifiedLink> chain,
      Presentation presentation,
      List<Cosignature> cosignatures,
      List<Quorum> quorums,
      Instant now) {
    this.chain = List.copyOf(chain);
    this.presentation = presentation;
    this.views = chain.stream().map(link -> LinkView.of(link.claims())).toList();
    this.cosignatures = List.copyOf(cosignatures);
    this.quorums = List.copyOf(quorums);
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    for (VerifiedLink link : chain) {
      LinkClaims claims = link.claims();
      Long claimed = claims.notBefore();
      long skew = ArtifactVerifier.CLOCK_SKEW.toSeconds();
      from = Math.max(from, claimed == null ? claims.issuedAt() - skew : claimed);
      until = Math.min(until, claims.expiresAt());
    }
    for (Cosignature cosignature : cosignatures) {
      until = Math.min(until, cosignature.expiresAt());
    }
    this.notBefore = Instant.ofEpochSecond(from);
    this.expiresAt = Instant.ofEpochSecond(until);
    this.holdsUntil = Environment.until(leaf().claims().environment(), now, expiresAt);
    this.digest = Sha256.ofAscii(String.join(",", presentation.links()));
    this.provenRequest = null;
  }

  private VerifiedArtifact(VerifiedArtifact artifact, @Nullable String provenRequest) {
    this.chain = artifact.chain;
    this.presentation = artifact.presentation;
    this.views = artifact.views;
    this.cosignatures = artifact.cosignatures;
    this.quorums = artifact.quorums;
    this.notBefore = artifact.notBefore;
    this.expiresAt = artifact.expiresAt;
    this.holdsUntil = artifact.holdsUntil;
    this.digest = artifact.digest;
    this.provenRequest = provenRequest;
  }

  VerifiedArtifact provenFor(@Nullable String requestHash) {
    return requestHash == null ? this : new VerifiedArtifact(this, requestHash);
  }

  /** The leaf's {@code jti}. */
  public String id() {
    return leaf().claims().id();
  }

  /** The {@code sub} that every link repeats, or null. It grants nothing. */
  public @Nullable String subject() {
    return leaf().claims().shared().subject();
  }

  /** The {@code kid} of the authority that signed the root. */
  public String authority() {
    return leaf().root().authority();
  }

  /** The artifact is valid from this instant on, inclusive: the latest of the chain. */
  public Instant notBefore() {
    return notBefore;
  }

  /**
   * The artifact is valid before this instant, exclusive: the earliest of the chain and of the
   * co-signatures.
   */
  public Instant expiresAt() {
    return expiresAt;
  }

  /**
   * When its conditions on the time of day cease to hold; {@link #expiresAt()} when they do not
   * before.
   */
  public Instant holdsUntil() {
    return holdsUntil;
  }

  /** SHA-256, 32 bytes, of the links as received, joined with commas; a copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The policy that its root is pinned to, or null for any. */
  public @Nullable PolicyPin policy() {
    return leaf().claims().shared().policy();
  }

  /**
   * Whether so many keys as the policy demands co-signed it, without regard to a request. Allocates
   * nothing.
   */
  public boolean meets(KeyQuorum demand, GovernanceState governance) {
    return Cosignature.count(demand, cosignatures, null, governance) >= demand.k();
  }

  /** The links as received, root first, unmodifiable. */
  public List<String> links() {
    return presentation.links();
  }

  /** All of it as received. */
  public Presentation presentation() {
    return presentation;
  }

  /** What its last link says of the message that it arrived with, or null. */
  public @Nullable Handover handover() {
    return leaf().claims().handover();
  }

  /** What the leaf grants, by action id, unmodifiable. */
  public Map<String, Grant> tools() {
    return leaf().claims().tools();
  }

  /** The verified links, root first, unmodifiable. */
  public List<LinkView> chain() {
    return views;
  }

  /** Thumbprints of the keys whose co-signatures were verified, in the order presented. */
  public List<String> cosigners() {
    return cosignatures.stream().map(cosignature -> cosignature.signer().thumbprint()).toList();
  }

  /** Whether the artifact stands, given what is revoked. */
  public Standing standing(GovernanceState governance, long nowNanos) {
    String revoked = findRevoked(governance);
    if (revoked != null) {
      return Standing.fallen(Reason.REVOKED, revoked);
    }
    for (Quorum quorum : quorums) {
      int count = Cosignature.count(quorum, cosignatures, governance);
      if (count < quorum.k()) {
        return Standing.fallen(
            Reason.QUORUM_NOT_MET,
            "artifact has co-signatures of ["
                + count
                + "] of the keys that a quorum of ["
                + quorum.k()
                + "] names");
      }
    }
    StatusReference reference = leaf().root().claims().status();
    return reference == null
        ? Standing.until(Long.MAX_VALUE)
        : statusOf(reference, governance, nowNanos);
  }

  private @Nullable String findRevoked(GovernanceState governance) {
    VerifiedLink root = chain.get(0);
    if (governance.isRevoked(RevocationKind.AUTHORITY, root.signer().thumbprint())) {
      return "link[0] is signed with a key that is revoked";
    }
    SharedClaims shared = root.claims().shared();
    String transaction = shared.transaction();
    if (transaction != null && governance.isRevoked(RevocationKind.TRANSACTION, transaction)) {
      return "link[0].txn is revoked";
    }
    PolicyPin policy = shared.policy();
    if (policy != null && governance.isRevoked(RevocationKind.POLICY, policy.digest())) {
      return "link[0].writ.policy is revoked";
    }
    for (int i = 0; i < chain.size(); i++) {
      VerifiedLink link = chain.get(i);
      if (governance.isRevoked(RevocationKind.LINK, link.hash())) {
        return "link[" + i + "] is revoked";
      }
      if (governance.isRevoked(RevocationKind.KEY, link.claims().holder().thumbprint())) {
        return "link[" + i + "].cnf.jwk is revoked";
      }
    }
    return null;
  }

  private static Standing statusOf(
      StatusReference reference, GovernanceState governance, long nowNanos) {
    GovernanceState.Status status = governance.status(reference.uri());
    if (status == null) {
      return Standing.fallen(
          Reason.GOVERNANCE_MISMATCH,
          "link[0].status names a list that this runtime does not have");
    }
    if (nowNanos - status.deadlineNanos() >= 0) {
      return Standing.stale("link[0].status names a list that was not renewed in time", nowNanos);
    }
    int value = status.list().status(reference.index());
    return value == 0
        ? Standing.until(status.deadlineNanos())
        : Standing.fallen(Reason.REVOKED, "link[0].status is [" + value + "] in its list");
  }

  /** Whether what it grants depends on the single call, by an approval or a bound proof. */
  public boolean isBoundToRequests() {
    return provenRequest != null
        || cosignatures.stream().anyMatch(cosignature -> cosignature.requestHash() != null);
  }

  /** The same without a demand of the policy. */
  public List<String> approvalsFor(@Nullable String requestHash, GovernanceState governance)
      throws Rejected {
    return approvalsFor(requestHash, governance, null, null);
  }

  /**
   * What the artifact says about one call.
   *
   * @param requestHash {@link RequestHash} of the call, or null when it has none
   * @param demand what the policy demands for this call beyond the quorums, or null
   * @param another a second such demand, or null
   * @return hashes of the approvals that the call uses up, perhaps none
   * @throws Rejected when the call is not one that was proven for or approved
   */
  public List<String> approvalsFor(
      @Nullable String requestHash,
      GovernanceState governance,
      @Nullable KeyQuorum demand,
      @Nullable KeyQuorum another)
      throws Rejected {
    if (provenRequest != null && !provenRequest.equals(requestHash)) {
      throw new Rejected(Reason.POSSESSION_NOT_PROVEN, "proof.req_hash is that of another call");
    }
    List<Cosignature> general = new ArrayList<>();
    List<Cosignature> counting = new ArrayList<>();
    for (Cosignature cosignature : cosignatures) {
      String approved = cosignature.requestHash();
      if (approved == null) {
        general.add(cosignature);
        counting.add(cosignature);
      } else if (approved.equals(requestHash)) {
        counting.add(cosignature);
      }
    }
    boolean needsApproval = needsApproval(demand, requestHash, governance);
    needsApproval |= needsApproval(another, requestHash, governance);
    for (Quorum quorum : quorums) {
      if (Cosignature.count(quorum, counting, governance) < quorum.k()) {
        throw new Rejected(
            Reason.QUORUM_NOT_MET, "artifact has too few approvals of this very call");
      }
      needsApproval |= Cosignature.count(quorum, general, governance) < quorum.k();
    }
    return needsApproval
        ? counting.stream()
            .filter(cosignature -> cosignature.requestHash() != null)
            .map(Cosignature::hash)
            .toList()
        : List.of();
  }

  /**
   * Whether the demand is met with approvals of the request only.
   *
   * @throws Rejected when it is not met at all
   */
  private boolean needsApproval(
      @Nullable KeyQuorum demand, @Nullable String requestHash, GovernanceState governance)
      throws Rejected {
    if (demand == null) {
      return false;
    }
    if (Cosignature.count(demand, cosignatures, requestHash, governance) < demand.k()) {
      throw new Rejected(
          Reason.QUORUM_NOT_MET, "artifact has too few co-signatures for the running policy");
    }
    return !meets(demand, governance);
  }

  private VerifiedLink leaf() {
    return chain.get(chain.size() - 1);
  }

  /** The leaf's id: a link is authority and belongs in no log. */
  @Override
  public String toString() {
    return "artifact " + id();
  }
}
