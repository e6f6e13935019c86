package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.Signer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes links. Before anything is signed, the claims are read back by the verifier's reader and put
 * to the verifier's rules; what would be refused there is refused here, with the same reason.
 */
public final class ArtifactIssuer {
  private ArtifactIssuer() {}

  /** An artifact of one link, as JSON array on one line. */
  public static String mint(String keyId, RootTerms terms, Signer authority) throws Rejected {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Rejected(
          Reason.HEADER_NOT_ALLOWED, "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    long issuedAt = terms.issuedAt().getEpochSecond();
    LinkClaims root =
        new LinkClaims(
            terms.id(),
            terms.issuer(),
            issuedAt,
            null,
            issuedAt + terms.lifetime().toSeconds(),
            terms.audience(),
            terms.runtime(),
            terms.tools(),
            terms.holder(),
            0,
            terms.maxDepth(),
            null,
            terms.handoff(),
            new SharedClaims(
                terms.subject(), null, terms.transaction(), null, terms.policy(), null));
    byte[] payload = JsonWriter.writeBytes(LinkClaimsWriter.toJson(root));
    ChainRules.checkRoot(readBack(payload, "link[0]"));
    return join(List.of(CompactJws.sign(JwsType.LINK, keyId, payload, authority)));
  }

  /**
   * The presented artifact with one more link. The presented links' signatures are not checked: the
   * deriving party need not know the authority, and the result verifies only if they hold.
   *
   * @param holder the private half of the last link's {@code cnf.jwk}
   */
  public static String attenuate(String presented, Narrowing narrowing, Signer holder)
      throws Rejected {
    UnverifiedArtifact above = UnverifiedArtifact.readUnverified(presented);
    int count = above.claims().size();
    LinkClaims parent = above.claims().get(count - 1);
    if (!parent.holder().equals(holder.publicKey())) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY,
          "link[" + (count - 1) + "].cnf.jwk is not the key that was given for signing");
    }
    String at = "link[" + count + "]";
    String parentHash = above.links().get(count - 1).hash();
    LinkClaims child = child(parent, parentHash, narrowing);
    byte[] payload = JsonWriter.writeBytes(LinkClaimsWriter.toJson(child));
    ChainRules.checkChild(above.claims().get(0), parent, parentHash, readBack(payload, at), at);
    List<String> links = new ArrayList<>();
    for (CompactJws link : above.links()) {
      links.add(link.text());
    }
    links.add(CompactJws.sign(JwsType.LINK, null, payload, holder));
    return join(links);
  }

  private static LinkClaims child(LinkClaims parent, String parentHash, Narrowing narrowing) {
    var expiresAt = narrowing.expiresAt();
    var tools = narrowing.tools();
    var audience = narrowing.audience();
    var runtime = narrowing.runtime();
    var maxDepth = narrowing.maxDepth();
    return new LinkClaims(
        narrowing.id(),
        parent.holder().thumbprintUri(),
        Math.max(narrowing.issuedAt().getEpochSecond(), parent.issuedAt()),
        parent.notBefore(),
        expiresAt == null ? parent.expiresAt() : expiresAt.getEpochSecond(),
        audience == null ? parent.audience() : audience,
        runtime == null ? parent.mayAct() : runtime,
        tools == null ? parent.tools() : tools,
        narrowing.holder(),
        parent.depth() + 1,
        maxDepth == null ? parent.maxDepth() : maxDepth,
        parentHash,
        false,
        parent.shared());
  }

  private static LinkClaims readBack(byte[] payload, String at) throws Rejected {
    return LinkClaimsReader.read(CompactJws.readClaims(payload, at), at);
  }

  /** The links as one text, checked against the limits on texts. */
  private static String join(List<String> links) throws Rejected {
    String artifact =
        JsonWriter.write(
            new JsonValue.Items(
                links.stream().<JsonValue>map(link -> new JsonValue.Text(link)).toList()));
    List<String> again = PresentedLinks.split(artifact);
    for (int i = 0; i < again.size(); i++) {
      CompactJws.parse(again.get(i), Limits.LINK_CHARS, "link[" + i + "]");
    }
    return artifact;
  }
}
