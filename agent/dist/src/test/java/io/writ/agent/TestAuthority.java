package io.writ.agent;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An authority whose artifacts the governed JVMs of a test accept. */
final class TestAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();

  static final String RUNTIME = "spiffe://example.org/test";

  private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);

  String trustFile() {
    return """
        runtime: { id: "spiffe://example.org/test", audience: example.org }
        level: development
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
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);
    return mint(RUNTIME, tools, issuedAt, lifetime, holder, terms -> terms);
  }

  /** These tools for a subject. */
  String mintOf(String subject, Map<String, Grant> tools, Duration lifetime) {
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);
    return mint(RUNTIME, tools, Instant.now(), lifetime, holder, terms -> terms.subject(subject));
  }

  /** Five minutes of these tools for a holder, with more terms. */
  String mint(Map<String, Grant> tools, SigningKey holder, UnaryOperator<RootTerms.Builder> more) {
    return mint(RUNTIME, tools, Instant.now(), Duration.ofMinutes(5), holder, more);
  }

  /** Five minutes of these tools for a holder in another runtime, to be delegated. */
  String mintFor(String runtime, Map<String, Grant> tools, SigningKey holder) {
    return mint(
        runtime, tools, Instant.now(), Duration.ofMinutes(5), holder, terms -> terms.maxDepth(3));
  }

  /** The same for a subject. */
  String mintFor(String runtime, String subject, Map<String, Grant> tools, SigningKey holder) {
    return mint(
        runtime,
        tools,
        Instant.now(),
        Duration.ofMinutes(5),
        holder,
        terms -> terms.maxDepth(3).subject(subject));
  }

  private String mint(
      String runtime,
      Map<String, Grant> tools,
      Instant issuedAt,
      Duration lifetime,
      SigningKey holder,
      UnaryOperator<RootTerms.Builder> more) {
    RootTerms.Builder terms =
        RootTerms.builder(
                LinkId.of(issuedAt, RANDOM.nextLong(), RANDOM.nextLong()),
                "https://issuer.example.org",
                issuedAt,
                lifetime,
                List.of("example.org"),
                runtime,
                tools,
                holder.publicKey())
            .subject("alice");
    try {
      return ArtifactIssuer.mint("test", more.apply(terms).build(), key);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  /** A signed list of what is revoked, good for a minute. */
  String revocations(long version, Duration ttl, Map<RevocationKind, Set<String>> revoked) {
    Instant now = Instant.now();
    try {
      return new RevocationList(version, now, now.plusSeconds(60), ttl, revoked).sign("test", key);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }
}
