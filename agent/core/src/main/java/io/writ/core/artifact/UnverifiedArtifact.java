package io.writ.core.artifact;

import java.util.ArrayList;
import java.util.List;

/**
 * An artifact that was read without checking one signature: for looking at it and for deriving from
 * it, where the verifier of the result checks everything. Nothing may be allowed by it.
 */
public final class UnverifiedArtifact {
  private final String unverifiedAuthority;
  private final List<CompactLink> links;
  private final List<LinkClaims> claims;

  private UnverifiedArtifact(String authority, List<CompactLink> links, List<LinkClaims> claims) {
    this.unverifiedAuthority = authority;
    this.links = links;
    this.claims = claims;
  }

  /** Reads the structure and the claims of every link, within the limits. */
  public static UnverifiedArtifact readUnverified(String presented) throws ArtifactRejected {
    List<CompactLink> links = new ArrayList<>();
    List<LinkClaims> claims = new ArrayList<>();
    String authority = "";
    for (String text : PresentedLinks.split(presented)) {
      String at = "link[" + links.size() + "]";
      CompactLink link = CompactLink.parse(text, at);
      LinkHeader header = LinkHeader.read(link.header(), links.isEmpty(), at);
      if (links.isEmpty()) {
        authority = String.valueOf(header.keyId());
      }
      claims.add(LinkClaimsReader.read(link.payload(), at));
      links.add(link);
    }
    return new UnverifiedArtifact(authority, links, claims);
  }

  /** The {@code kid} that the root claims. */
  public String unverifiedAuthority() {
    return unverifiedAuthority;
  }

  /** The links as they describe themselves, root first. */
  public List<LinkView> unverifiedLinks() {
    return claims.stream().map(LinkView::of).toList();
  }

  List<CompactLink> links() {
    return links;
  }

  List<LinkClaims> claims() {
    return claims;
  }
}
