package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a chain wherever and whenever it is looked at: every link is signed by the key
 * that the link above it names, the root by a pinned authority, and every link narrows its parent.
 *
 * <p>Per link, in this order and never another: limits, encoding, header, choice of the key, the
 * header's algorithm against the key's own, the signature over the received bytes. Only then are
 * claims parsed, so that a claims parser never meets bytes that no known key signed.
 */
final class ChainVerifier {
  private final SignatureVerifier signatures;
  private final PinnedKeys authorities;
  private final SeenChains seen = new SeenChains();

  ChainVerifier(SignatureVerifier signatures, PinnedKeys authorities) {
    this.signatures = signatures;
    this.authorities = authorities;
  }

  /**
   * The leaf.
   *
   * @param digests {@link SeenChains#digests} of the links
   */
  VerifiedLink verify(List<String> links, List<String> digests) throws Rejected {
    int next = links.size();
    VerifiedLink last = null;
    while (last == null && next > 0) {
      next--;
      last = seen.find(digests.get(next), next);
    }
    next = last == null ? 0 : next + 1;
    for (int i = next; i < links.size(); i++) {
      last = last == null ? verifyRoot(links.get(0)) : verifyChild(last, links.get(i), i);
      seen.add(digests.get(i), last, links.get(i).length());
    }
    if (last == null) {
      throw new Rejected(Reason.MALFORMED, "artifact has no link");
    }
    return last;
  }

  private VerifiedLink verifyRoot(String text) throws Rejected {
    String at = "link[0]";
    CompactJws jws = CompactJws.parse(text, Limits.LINK_CHARS, at);
    JwsHeader header = jws.pinnedHeader(JwsType.LINK);
    String authority = String.valueOf(header.keyId());
    PublicKey key = authorities.find(authority);
    if (key == null) {
      throw new Rejected(
          Reason.UNKNOWN_AUTHORITY,
          at + ".header.kid is [" + authority + "], which the trust file does not list");
    }
    jws.checkSigned(header, key, signatures, "the authority [" + authority + "]");
    LinkClaims claims = LinkClaimsReader.read(jws.claims(), at);
    ChainRules.checkRoot(claims);
    String hash = jws.hash();
    return new VerifiedLink(
        null, new VerifiedLink.VerifiedRoot(authority, claims, hash), key, claims, hash);
  }

  private VerifiedLink verifyChild(VerifiedLink parent, String text, int index) throws Rejected {
    String at = "link[" + index + "]";
    CompactJws jws = CompactJws.parse(text, Limits.LINK_CHARS, at);
    JwsHeader header = jws.unpinnedHeader(JwsType.LINK);
    PublicKey key = parent.claims().holder();
    jws.checkSigned(header, key, signatures, "its parent's holder");
    LinkClaims claims = LinkClaimsReader.read(jws.claims(), at);
    ChainRules.checkChild(parent.root().claims(), parent.claims(), parent.hash(), claims, at);
    for (VerifiedLink link = parent; link != null; link = above(link)) {
      if (link.claims().id().equals(claims.id())) {
        throw new Rejected(Reason.BROKEN_ANCESTRY, at + ".jti is that of a link above");
      }
    }
    return new VerifiedLink(parent, parent.root(), key, claims, jws.hash());
  }

  private static @Nullable VerifiedLink above(VerifiedLink link) {
    return link.above();
  }
}
