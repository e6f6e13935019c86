package io.writ.core.policy;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.jws.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy document in its signed envelope, a compact JWS of type {@code writ-policy+jwt}. The
 * document travels as text, with its comments and places, and its digest is that of the text: a
 * policy has one name whether it is signed, signed anew, or not.
 *
 * @param keyId the {@code kid} that it was signed under
 * @param id the document's {@code id}, repeated for readers without YAML
 * @param version the document's {@code version}, repeated for the same
 * @param issuedAt when it was signed
 * @param document the document
 */
public record SignedPolicy(
    String keyId, String id, long version, Instant issuedAt, String document) {
  /** Characters of an envelope, enough for a document of 1 MiB. */
  public static final int MAX_CHARS = 4 * 1024 * 1024;

  private static final String AT = "policy";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Set<String> KNOWN = Set.of("iat", "id", "version", "document");
  private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++(\\.[A-Za-z0-9_-]++){2}");

  /** Whether the text is an envelope and no document; no YAML mapping looks like one. */
  public static boolean isSigned(String text) {
    return COMPACT.matcher(text.strip()).matches();
  }

  /** The document's bytes. */
  public byte[] documentBytes() {
    return document.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies an envelope. Whether its document is a policy is not looked at.
   *
   * @param signers who may sign policies
   * @throws Rejected when it is not well-formed or not signed by one of them
   */
  public static SignedPolicy verify(
      String text, PinnedKeys signers, SignatureVerifier signatures, Instant now) throws Rejected {
    CompactJws jws = CompactJws.parse(text.strip(), MAX_CHARS, AT);
    JwsHeader header = jws.pinnedHeader(JwsType.POLICY);
    String keyId = String.valueOf(header.keyId());
    PublicKey key = signers.find(keyId);
    if (key == null) {
      throw new Rejected(
          Reason.UNKNOWN_AUTHORITY,
          AT + ".header.kid is [" + keyId + "], which is none of the trust file's policy_signers");
    }
    jws.checkSigned(header, key, signatures, "the policy signer [" + keyId + "]");
    SignedPolicy signed = read(keyId, jws.claims());
    if (signed.issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw new Rejected(
          Reason.NOT_YET_VALID, AT + ".iat is [" + signed.issuedAt + "], now is [" + now + "]");
    }
    return signed;
  }

  /** The envelope without its signature checked: to look at, never to enforce. */
  public static SignedPolicy readUnverified(String text) throws Rejected {
    CompactJws jws = CompactJws.parse(text.strip(), MAX_CHARS, AT);
    return read(String.valueOf(jws.pinnedHeader(JwsType.POLICY).keyId()), jws.claims());
  }

  private static SignedPolicy read(String keyId, Map<String, JsonValue> claims) throws Rejected {
    Claim.checkNames(claims, KNOWN, AT);
    long version = Claim.whole(claims.get("version"), AT + ".version");
    if (version < 1) {
      throw new Rejected(Reason.CLAIM_INVALID, AT + ".version must be at least [1]");
    }
    if (!(claims.get("document") instanceof JsonValue.Text document)) {
      throw new Rejected(
          claims.containsKey("document") ? Reason.CLAIM_INVALID : Reason.CLAIM_MISSING,
          AT + ".document must be [text], the policy document");
    }
    return new SignedPolicy(
        keyId,
        Claim.text(claims.get("id"), AT + ".id"),
        version,
        Instant.ofEpochSecond(Claim.whole(claims.get("iat"), AT + ".iat")),
        document.value());
  }

  /** The envelope, signed under its key id. */
  public String sign(Signer signer) throws Rejected {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Rejected(
          Reason.HEADER_NOT_ALLOWED, AT + ".header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    Map<String, JsonValue> claims = new LinkedHashMap<>();
    claims.put("id", new JsonValue.Text(id));
    claims.put("version", new JsonValue.Whole(version));
    claims.put("iat", new JsonValue.Whole(issuedAt.getEpochSecond()));
    claims.put("document", new JsonValue.Text(document));
    byte[] payload = JsonWriter.writeBytes(new JsonValue.Members(claims));
    read(keyId, CompactJws.readClaims(payload, AT));
    String text = CompactJws.sign(JwsType.POLICY, keyId, payload, signer);
    CompactJws.parse(text, MAX_CHARS, AT);
    return text;
  }
}
