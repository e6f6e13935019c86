package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one road from a presented text to a {@link VerifiedArtifact}.
 *
 * <p>Per link, in this order and never another: limits, encoding, header, choice of the key, the
 * header's algorithm against the key's own, the signature over the received bytes. Only then are
 * claims parsed, so that a claims parser never meets bytes that no known key signed. The key of a
 * root is a pinned authority's; the key of every other link is the {@code cnf.jwk} of the verified
 * link above.
 *
 * <p>Immutable; safe for use by many threads.
 */
// BUG: without proof of possession whoever holds [root, child] can present [root]. The leaf's
// lifetime limit keeps long-lived roots from that; a root of five minutes it does not.
public final class ArtifactVerifier {
  /** How far the clock of an issuer may be ahead of ours; for {@code iat} only. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private final SignatureVerifier signatures;
  private final PinnedKeys anchors;
  private final RuntimeIdentity runtime;
  private final Lifetimes lifetimes;
  private final @Nullable PolicyPin policy;

  /**
   * A verifier for one runtime.
   *
   * @param policy the running policy, or null when there is none; an artifact that is pinned to a
   *     policy is then refused
   */
  public ArtifactVerifier(
      SignatureVerifier signatures,
      PinnedKeys anchors,
      RuntimeIdentity runtime,
      Lifetimes lifetimes,
      @Nullable PolicyPin policy) {
    this.signatures = signatures;
    this.anchors = anchors;
    this.runtime = runtime;
    this.lifetimes = lifetimes;
    this.policy = policy;
  }

  /**
   * Verifies the whole chain.
   *
   * @param presented a JSON array of compact links, root first, or one compact link
   * @param now the instant for which the answer holds
   * @throws Rejected whatever is wrong with the text; no text causes another throwable
   */
  public VerifiedArtifact verify(String presented, Instant now) throws Rejected {
    List<String> texts = PresentedLinks.split(presented);
    List<LinkClaims> chain = new ArrayList<>();
    String authority = "";
    String parentHash = "";
    for (int i = 0; i < texts.size(); i++) {
      String at = "link[" + i + "]";
      CompactJws link = CompactJws.parse(texts.get(i), Limits.LINK_CHARS, at);
      JwsHeader header =
          i == 0 ? link.pinnedHeader(JwsType.LINK) : link.unpinnedHeader(JwsType.LINK);
      PublicKey key = i == 0 ? authorityKey(header, at) : chain.get(i - 1).holder();
      String whose = i == 0 ? "the authority [" + header.keyId() + "]" : "its parent's holder";
      link.checkSigned(header, key, signatures, whose);
      LinkClaims claims = LinkClaimsReader.read(link.claims(), at);
      if (i == 0) {
        authority = String.valueOf(header.keyId());
        ChainRules.checkRoot(claims);
      } else {
        ChainRules.checkChild(chain.get(0), chain.get(i - 1), parentHash, claims, at);
      }
      checkHere(claims, i == texts.size() - 1, now, at);
      chain.add(claims);
      parentHash = link.hash();
    }
    checkIds(chain);
    return freeze(authority, texts, chain);
  }

  private PublicKey authorityKey(JwsHeader header, String at) throws Rejected {
    String keyId = String.valueOf(header.keyId());
    PublicKey key = anchors.find(keyId);
    if (key == null) {
      throw new Rejected(
          Reason.UNKNOWN_AUTHORITY,
          at + ".header.kid is [" + keyId + "], which the trust file does not list");
    }
    return key;
  }

  /** The rules about this runtime and this moment. */
  private void checkHere(LinkClaims link, boolean isLeaf, Instant now, String at) throws Rejected {
    Duration lifetime = Duration.ofSeconds(link.expiresAt() - link.issuedAt());
    Duration limit = isLeaf ? lifetimes.leaf() : lifetimes.root();
    if (lifetime.compareTo(limit) > 0) {
      throw new Rejected(
          Reason.LIFETIME_TOO_LONG,
          at
              + " lives for ["
              + lifetime
              + "], at most ["
              + limit
              + "] as "
              + (isLeaf ? "the last link" : "a link above the last"));
    }
    long nowSeconds = now.getEpochSecond();
    if (link.issuedAt() > nowSeconds + CLOCK_SKEW.toSeconds()) {
      throw new Rejected(
          Reason.NOT_YET_VALID,
          at + ".iat is [" + link.issuedAt() + "], now is [" + nowSeconds + "]");
    }
    Long notBefore = link.notBefore();
    if (notBefore != null && notBefore > nowSeconds) {
      throw new Rejected(
          Reason.NOT_YET_VALID, at + ".nbf is [" + notBefore + "], now is [" + nowSeconds + "]");
    }
    if (link.expiresAt() <= nowSeconds) {
      throw new Rejected(
          Reason.EXPIRED, at + ".exp is [" + link.expiresAt() + "], now is [" + nowSeconds + "]");
    }
    if (!link.audience().contains(runtime.audience())) {
      throw new Rejected(
          Reason.WRONG_AUDIENCE, at + ".aud does not name [" + runtime.audience() + "]");
    }
    if (!RuntimeName.covers(link.mayAct(), runtime.id())) {
      throw new Rejected(
          Reason.WRONG_RUNTIME, at + ".may_act.sub does not name [" + runtime.id() + "]");
    }
    checkPolicy(link.shared().policy(), at);
  }

  private void checkPolicy(@Nullable PolicyPin pin, String at) throws Rejected {
    if (pin != null && !pin.equals(policy)) {
      throw new Rejected(
          Reason.WRONG_POLICY,
          at
              + ".writ.policy is not the policy that runs ["
              + (policy == null ? "none" : policy.id() + " " + policy.digest())
              + "]");
    }
  }

  private static void checkIds(List<LinkClaims> chain) throws Rejected {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < chain.size(); i++) {
      if (!ids.add(chain.get(i).id())) {
        throw new Rejected(Reason.BROKEN_ANCESTRY, "link[" + i + "].jti is that of a link above");
      }
    }
  }

  private static VerifiedArtifact freeze(
      String authority, List<String> texts, List<LinkClaims> chain) {
    long notBefore = Long.MIN_VALUE;
    long expiresAt = Long.MAX_VALUE;
    List<LinkView> views = new ArrayList<>();
    for (LinkClaims link : chain) {
      Long claimed = link.notBefore();
      long from = claimed == null ? link.issuedAt() - CLOCK_SKEW.toSeconds() : claimed;
      notBefore = Math.max(notBefore, from);
      expiresAt = Math.min(expiresAt, link.expiresAt());
      views.add(LinkView.of(link));
    }
    return new VerifiedArtifact(
        authority,
        Instant.ofEpochSecond(notBefore),
        Instant.ofEpochSecond(expiresAt),
        texts,
        views);
  }
}
