package io.writ.core.decision;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Verified artifacts. Signatures are the crypto module's matter: here one constant is valid. */
final class TestArtifacts {
  static final String KEY_ID = "test";

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final PublicKey KEY = new PublicKey(SignatureAlgorithm.ED25519, new byte[32]);
  private static final byte[] SIGNATURE = new byte[64];

  private TestArtifacts() {}

  static VerifiedArtifact granting(Map<String, Grant> tools) {
    Signer signer =
        new Signer() {
          @Override
          public PublicKey publicKey() {
            return KEY;
          }

          @Override
          public byte[] sign(byte[] signingInput) {
            return SIGNATURE.clone();
          }
        };
    ArtifactVerifier verifier =
        new ArtifactVerifier(
            (alg, key, input, signature) -> Arrays.equals(signature, SIGNATURE),
            VerifierTerms.of(
                new PinnedKeys(Map.of(KEY_ID, KEY)),
                new RuntimeIdentity("spiffe://example.org/test", "example.org")),
            NOW);
    try {
      return verifier.verify(ArtifactIssuer.mint(KEY_ID, terms(tools), signer), NOW);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  private static RootTerms terms(Map<String, Grant> tools) {
    return RootTerms.builder(
            LinkId.of(NOW, 1, 2),
            "https://issuer.example.org",
            NOW,
            Duration.ofMinutes(5),
            List.of("example.org"),
            "spiffe://example.org/test",
            tools,
            KEY)
        .subject("alice")
        .build();
  }
}
