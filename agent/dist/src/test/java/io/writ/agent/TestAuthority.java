package io.writ.agent;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An authority whose artifacts the governed JVMs of a test accept. */
final class TestAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);

  String trustFile() {
    return """
        runtime: { id: "spiffe://example.org/test", audience: example.org }
        authorities:
          - { kid: test, alg: Ed25519, x: %s }
        """
        .formatted(Base64Url.encode(key.publicKey().bytes()));
  }

  /** Five minutes of these tools. */
  String mint(Map<String, Grant> tools) {
    return mint(tools, Instant.now(), Duration.ofMinutes(5));
  }

  String mint(Map<String, Grant> tools, Instant issuedAt, Duration lifetime) {
    try {
      return ArtifactIssuer.mint(
          "test",
          RootTerms.builder(
                  LinkId.of(issuedAt, RANDOM.nextLong(), RANDOM.nextLong()),
                  "https://issuer.example.org",
                  issuedAt,
                  lifetime,
                  List.of("example.org"),
                  "spiffe://example.org/test",
                  tools,
                  SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM).publicKey())
              .subject("alice")
              .build(),
          key);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }
}
