package io.writ.core.artifact;

import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.Rejected;
import java.util.ArrayList;
import java.util.List;

/**
 * An artifact that was read without checking one signature: for looking at it and for deriving from
 * it, where the verifier of the result checks everything. Nothing may be allowed by it.
 */
public final class UnverifiedArtifact {
  private final Presentation presentation;
  private final String unverifiedAuthority;
  private final List<CompactJws> links;
  private final List<LinkClaims> claims;

  private UnverifiedArtifact(
      Presentation presentation,
      String authority,
      List<CompactJws> links,
      List<LinkClaims> claims) {
    this.presentation = presentation;
    this.unverifiedAuthority = authority;
    this.links = links;
    this.claims = claims;
  }

  /** Reads the structure and the claims of every link, within the limits. */
  public static UnverifiedArtifact readUnverified(String presented) throws Rejected {
    return readUnverified(Presentation.parse(presented));
  }

  static UnverifiedArtifact readUnverified(Presentation presentation) throws Rejected {
    List<CompactJws> links = new ArrayList<>();
    List<LinkClaims> claims = new ArrayList<>();
    String authority = "";
    for (String text : presentation.links()) {
      String at = "link[" + links.size() + "]";
      CompactJws link = CompactJws.parse(text, Limits.LINK_CHARS, at);
      if (links.isEmpty()) {
        authority = String.valueOf(link.pinnedHeader(JwsType.LINK).keyId());
      } else {
        link.unpinnedHeader(JwsType.LINK);
      }
      claims.add(LinkClaimsReader.read(link.claims(), at));
      links.add(link);
    }
    return new UnverifiedArtifact(presentation, authority, links, claims);
  }

  /** The {@code kid} that the root claims. */
  public String unverifiedAuthority() {
    return unverifiedAuthority;
  }

  /** The links as they describe themselves, root first. */
  public List<LinkView> unverifiedLinks() {
    return claims.stream().map(LinkView::of).toList();
  }

  /** For each link the hash that a revocation names, root first. */
  public List<String> linkHashes() {
    return links.stream().map(CompactJws::hash).toList();
  }

  /** The texts. */
  public Presentation presentation() {
    return presentation;
  }

  List<CompactJws> links() {
    return links;
  }

  List<LinkClaims> claims() {
    return claims;
  }
}
