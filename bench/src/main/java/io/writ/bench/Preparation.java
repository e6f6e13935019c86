package io.writ.bench;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes what the governed fork needs, under the names that {@link HotPath}'s agent argument has:
 * policy, trust and an artifact.
 */
final class Preparation {
  static final String EMPTY = "bench:empty";
  static final String PAY = "bench:pay";
  static final String RUNTIME = "spiffe://example.org/bench";
  static final String AUDIENCE = "example.org";
  static final String KEY_ID = "bench";
  static final Duration LIFETIME = Duration.ofHours(4);

  /** JMH reads its class path, talks to its parent over a socket and ends its own JVM. */
  private static final String POLICY =
      """
      id: bench
      version: 1
      ungoverned: ["jdk:thread.*", "jdk:env.read"]
      ambient:
        harness:
          actions: ["jdk:*"]
      ceiling:
        benchmarks:
          actions: ["bench:*"]
      """;

  private static final String TRUST =
      """
      runtime: { id: "%s", audience: %s }
      level: development
      lifetimes: { leaf: %s }
      authorities:
        - { kid: %s, alg: Ed25519, x: "%s" }
      """;

  private Preparation() {}

  /** Argument: the directory to write to. */
  public static void main(String[] arguments) throws IOException, Rejected {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    Files.writeString(directory.resolve("policy.yaml"), POLICY);
    Files.writeString(
        directory.resolve("everything.policy"),
        "grant { permission java.security.AllPermission; };\n");
    Files.writeString(
        directory.resolve("trust.yaml"),
        TRUST.formatted(
            RUNTIME, AUDIENCE, LIFETIME, KEY_ID, Base64Url.encode(key.publicKey().bytes())));
    Files.writeString(directory.resolve("artifact"), artifact(key, Instant.now()));
  }

  /** Grants both actions: one openly, one for amounts up to 500 in three currencies. */
  static String artifact(SigningKey key, Instant issuedAt) throws Rejected {
    SecureRandom random = new SecureRandom();
    return ArtifactIssuer.mint(
        KEY_ID,
        RootTerms.builder(
                LinkId.of(issuedAt, random.nextLong(), random.nextLong()),
                "https://issuer.example.org",
                issuedAt,
                LIFETIME,
                List.of(AUDIENCE),
                RUNTIME,
                Map.of(EMPTY, Grant.ANY, PAY, payments()),
                key.publicKey())
            .subject("alice")
            .build(),
        key);
  }

  private static Grant payments() {
    return new Grant(
        Map.of(
            "amount",
            new Range(BigDecimal.ONE, BigDecimal.valueOf(500)),
            "currency",
            new OneOf(
                List.of(new Scalar.Text("CHF"), new Scalar.Text("EUR"), new Scalar.Text("USD")))));
  }
}
