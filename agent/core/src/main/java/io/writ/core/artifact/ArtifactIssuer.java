package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.Signer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes links and what stands beside them. Before a link is signed, its claims are read back by the
 * verifier's reader and put to the verifier's rules; what would be refused there is refused here,
 * with the same reason.
 */
public final class ArtifactIssuer {
  private ArtifactIssuer() {}

  /** An artifact of one link, as {@link Presentation#toText}. */
  public static String mint(String keyId, RootTerms terms, Signer authority) throws Rejected {
    checkKeyId(keyId, "link[0]");
    long issuedAt = terms.issuedAt.getEpochSecond();
    Instant notBefore = terms.notBefore;
    LinkClaims root =
        new LinkClaims(
            terms.id,
            terms.issuer,
            issuedAt,
            notBefore == null ? null : notBefore.getEpochSecond(),
            issuedAt + terms.lifetime.toSeconds(),
            terms.audience,
            terms.runtime,
            terms.tools,
            terms.environment,
            terms.holder,
            0,
            terms.maxDepth,
            null,
            terms.handoff,
            null,
            terms.status,
            terms.shared);
    byte[] payload = JsonWriter.writeBytes(LinkClaimsWriter.toJson(root));
    ChainRules.checkRoot(readBack(payload, "link[0]"));
    String link = CompactJws.sign(JwsType.LINK, keyId, payload, authority);
    return checked(new Presentation(List.of(link), List.of(), null));
  }

  /**
   * The presented artifact with one more link, its co-signatures kept and its proof dropped. The
   * presented links' signatures are not checked: the deriving party need not know the authority,
   * and the result verifies only if they hold.
   *
   * @param holder the private half of the last link's {@code cnf.jwk}
   */
  public static String attenuate(String presented, Narrowing narrowing, Signer holder)
      throws Rejected {
    return derive(UnverifiedArtifact.readUnverified(presented), narrowing, null, holder);
  }

  /**
   * The artifact with one more link that hands it to another runtime with one message. Its
   * co-signatures are kept, but for approvals: one approves one call, and here and there would be
   * two.
   *
   * @param holder the private half of the last link's {@code cnf.jwk}
   */
  public static String handOver(
      Presentation presentation, Narrowing narrowing, Handover handover, Signer holder)
      throws Rejected {
    List<String> cosignatures = new ArrayList<>();
    for (String cosignature : presentation.cosignatures()) {
      CompactJws jws = CompactJws.parse(cosignature, Limits.LINK_CHARS, "cosignature");
      if (!jws.claims().containsKey("req_hash")) {
        cosignatures.add(cosignature);
      }
    }
    Presentation kept = new Presentation(presentation.links(), cosignatures, null);
    return derive(UnverifiedArtifact.readUnverified(kept), narrowing, handover, holder);
  }

  private static String derive(
      UnverifiedArtifact above, Narrowing narrowing, @Nullable Handover handover, Signer holder)
      throws Rejected {
    int count = above.claims().size();
    LinkClaims parent = above.claims().get(count - 1);
    checkHolder(above, holder);
    String at = "link[" + count + "]";
    String parentHash = above.links().get(count - 1).hash();
    LinkClaims child = child(parent, parentHash, narrowing, handover);
    byte[] payload = JsonWriter.writeBytes(LinkClaimsWriter.toJson(child));
    ChainRules.checkChild(above.claims().get(0), parent, parentHash, readBack(payload, at), at);
    List<String> links = new ArrayList<>(above.presentation().links());
    links.add(CompactJws.sign(JwsType.LINK, null, payload, holder));
    return checked(new Presentation(links, above.presentation().cosignatures(), null));
  }

  private static LinkClaims child(
      LinkClaims parent, String parentHash, Narrowing narrowing, @Nullable Handover handover) {
    var notBefore = narrowing.notBefore();
    var expiresAt = narrowing.expiresAt();
    var tools = narrowing.tools();
    var audience = narrowing.audience();
    var runtime = narrowing.runtime();
    var maxDepth = narrowing.maxDepth();
    Map<String, Constraint> environment = new LinkedHashMap<>(parent.environment());
    environment.putAll(narrowing.environment());
    return new LinkClaims(
        narrowing.id(),
        parent.holder().thumbprintUri(),
        Math.max(narrowing.issuedAt().getEpochSecond(), parent.issuedAt()),
        notBefore == null ? parent.notBefore() : Long.valueOf(notBefore.getEpochSecond()),
        expiresAt == null ? parent.expiresAt() : expiresAt.getEpochSecond(),
        audience == null ? parent.audience() : audience,
        runtime == null ? parent.mayAct() : runtime,
        tools == null ? parent.tools() : tools,
        environment,
        narrowing.holder(),
        parent.depth() + 1,
        maxDepth == null ? parent.maxDepth() : maxDepth,
        parentHash,
        false,
        handover,
        null,
        parent.shared());
  }

  /** The presented artifact with one more co-signature of its root. Nothing in it is verified. */
  public static String cosign(
      String presented, String keyId, CosignatureTerms terms, Signer cosigner) throws Rejected {
    checkKeyId(keyId, "cosignature");
    UnverifiedArtifact artifact = UnverifiedArtifact.readUnverified(presented);
    long issuedAt = terms.issuedAt().getEpochSecond();
    Map<String, JsonValue> claims = new LinkedHashMap<>();
    claims.put("iss", new JsonValue.Text(cosigner.publicKey().thumbprintUri()));
    claims.put("jti", new JsonValue.Text(terms.id()));
    claims.put("iat", new JsonValue.Whole(issuedAt));
    claims.put("exp", new JsonValue.Whole(issuedAt + terms.lifetime().toSeconds()));
    claims.put("aud", LinkClaimsWriter.texts(terms.audience()));
    claims.put("aat_hash", new JsonValue.Text(artifact.links().get(0).hash()));
    String requestHash = terms.requestHash();
    if (requestHash != null) {
      claims.put("req_hash", new JsonValue.Text(requestHash));
    }
    byte[] payload = JsonWriter.writeBytes(new JsonValue.Members(claims));
    return checked(
        artifact
            .presentation()
            .withCosignature(CompactJws.sign(JwsType.COSIGNATURE, keyId, payload, cosigner)));
  }

  /**
   * The presented artifact with a proof of possession.
   *
   * @param holder the private half of the last link's {@code cnf.jwk}
   */
  public static String prove(String presented, ProofTerms terms, Signer holder) throws Rejected {
    UnverifiedArtifact artifact = UnverifiedArtifact.readUnverified(presented);
    checkHolder(artifact, holder);
    List<String> digests = SeenChains.digests(artifact.presentation().links());
    Map<String, JsonValue> claims = new LinkedHashMap<>();
    claims.put("jti", new JsonValue.Text(terms.id()));
    claims.put("iat", new JsonValue.Whole(terms.issuedAt().getEpochSecond()));
    claims.put("aud", new JsonValue.Text(terms.runtime()));
    claims.put("art_hash", new JsonValue.Text(digests.get(digests.size() - 1)));
    String requestHash = terms.requestHash();
    if (requestHash != null) {
      claims.put("req_hash", new JsonValue.Text(requestHash));
    }
    byte[] payload = JsonWriter.writeBytes(new JsonValue.Members(claims));
    return checked(
        artifact
            .presentation()
            .withProof(CompactJws.sign(JwsType.POSSESSION, null, payload, holder)));
  }

  private static void checkHolder(UnverifiedArtifact artifact, Signer holder) throws Rejected {
    int last = artifact.claims().size() - 1;
    if (!artifact.claims().get(last).holder().equals(holder.publicKey())) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY,
          "link[" + last + "].cnf.jwk is not the key that was given for signing");
    }
  }

  private static void checkKeyId(String keyId, String at) throws Rejected {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Rejected(
          Reason.HEADER_NOT_ALLOWED, at + ".header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
  }

  private static LinkClaims readBack(byte[] payload, String at) throws Rejected {
    return LinkClaimsReader.read(CompactJws.readClaims(payload, at), at);
  }

  /** The text, checked against the limits on texts. */
  private static String checked(Presentation presentation) throws Rejected {
    String text = presentation.toText();
    List<String> links = Presentation.parse(text).links();
    for (int i = 0; i < links.size(); i++) {
      CompactJws.parse(links.get(i), Limits.LINK_CHARS, "link[" + i + "]");
    }
    return text;
  }
}
