package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Artifacts and an independent JOSE library: what it signs verifies here, and the reverse. */
class NimbusInteropTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final String RUNTIME = "spiffe://example.org/payments";
  private static final String PAY = "java:com.acme.Pay#transfer(long,java.lang.String)";

  @Test
  void rootSignedByNimbusWithEs256_verifies() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    verifiesAfterNimbus(key, JWSAlgorithm.ES256, new ECDSASigner(key));
  }

  @Test
  void rootSignedByNimbusWithEd25519_verifies() throws Exception {
    OctetKeyPair key = new OctetKeyPairGenerator(Curve.Ed25519).generate();
    verifiesAfterNimbus(key, JWSAlgorithm.Ed25519, new Ed25519Signer(key));
    // The older name, which most libraries still write.
    verifiesAfterNimbus(key, JWSAlgorithm.EdDSA, new Ed25519Signer(key));
  }

  private static void verifiesAfterNimbus(JWK key, JWSAlgorithm algorithm, JWSSigner signer)
      throws Exception {
    JWK holder = new OctetKeyPairGenerator(Curve.Ed25519).generate().toPublicJWK();
    JWSHeader header =
        new JWSHeader.Builder(algorithm)
            .type(new JOSEObjectType("writ+jwt"))
            .keyID("keycloak-1")
            .criticalParams(Set.of("writ"))
            .customParam("writ", 1)
            .build();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("https://issuer.example")
            .subject("alice")
            .audience(List.of("example.org"))
            .issueTime(Date.from(NOW.minusSeconds(5)))
            .expirationTime(Date.from(NOW.plusSeconds(200)))
            .jwtID("01900000-0000-7000-8000-000000000001")
            .claim("may_act", Map.of("sub", RUNTIME))
            .claim("cnf", Map.of("jwk", holder.toJSONObject()))
            .claim("del_depth", 0)
            .claim("del_max_depth", 0)
            .claim(
                "authorization_details",
                List.of(
                    Map.of(
                        "type",
                        "attenuating_agent_token",
                        "tools",
                        Map.of(PAY, Map.of("amount", Map.of("type", "range", "max", 500.25))))))
            .build();
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);

    VerifiedArtifact artifact = verifier("keycloak-1", publicKey(key)).verify(jwt.serialize(), NOW);

    assertEquals("alice", artifact.subject());
    assertEquals("keycloak-1", artifact.authority());
    assertEquals(Set.of(PAY), artifact.tools().keySet());
    assertEquals(NOW.plusSeconds(200), artifact.expiresAt());
    assertEquals(publicKey(holder), artifact.chain().get(0).holder());
    assertEquals(holder.computeThumbprint().toString(), publicKey(holder).thumbprint());
  }

  @Test
  void rootOfOurs_isParsedAndVerifiedByNimbus() throws Exception {
    SigningKey ed25519 = SigningKey.fromSeed(SignatureAlgorithm.ED25519, seed());
    SigningKey es256 = SigningKey.fromSeed(SignatureAlgorithm.ES256, seed());
    JWK edJwk = JWK.parse(JsonWriter.write(ed25519.publicKey().toJwk()));
    JWK ecJwk = JWK.parse(JsonWriter.write(es256.publicKey().toJwk()));
    isReadByNimbus(ed25519, new Ed25519Verifier(edJwk.toOctetKeyPair(), Set.of("writ")));
    isReadByNimbus(es256, new ECDSAVerifier(ecJwk.toECKey().toECPublicKey(), Set.of("writ")));
  }

  private static void isReadByNimbus(SigningKey authority, JWSVerifier verifier) throws Exception {
    String artifact =
        ArtifactIssuer.mint(
            "issuer-2026",
            RootTerms.builder(
                    LinkId.of(NOW, 1, 2),
                    "https://issuer.example",
                    NOW,
                    Duration.ofMinutes(5),
                    List.of("example.org"),
                    RUNTIME,
                    Map.of(PAY, Grant.ANY),
                    authority.publicKey())
                .subject("alice")
                .build(),
            authority);
    SignedJWT jwt = SignedJWT.parse(artifact.substring(2, artifact.length() - 2));
    assertTrue(jwt.verify(verifier));
    assertEquals("writ+jwt", jwt.getHeader().getType().getType());
    assertEquals("issuer-2026", jwt.getHeader().getKeyID());
    assertEquals("alice", jwt.getJWTClaimsSet().getSubject());
    assertEquals(Date.from(NOW.plusSeconds(300)), jwt.getJWTClaimsSet().getExpirationTime());
    Map<String, Object> cnf = jwt.getJWTClaimsSet().getJSONObjectClaim("cnf");
    JWK holder =
        JWK.parse(
            String.valueOf(
                JSONObjectUtils.toJSONString(JSONObjectUtils.getJSONObject(cnf, "jwk"))));
    assertEquals(authority.publicKey().thumbprint(), holder.computeThumbprint().toString());
  }

  private static byte[] seed() {
    byte[] seed = new byte[32];
    seed[31] = 7;
    return seed;
  }

  private static PublicKey publicKey(JWK key) throws Exception {
    return Jwk.read(
        JsonReader.read(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)), "jwk");
  }

  private static ArtifactVerifier verifier(String keyId, PublicKey key) {
    return new ArtifactVerifier(
        new Signatures(),
        VerifierTerms.of(
            new PinnedKeys(Map.of(keyId, key)), new RuntimeIdentity(RUNTIME, "example.org")),
        NOW.minusSeconds(60));
  }
}
