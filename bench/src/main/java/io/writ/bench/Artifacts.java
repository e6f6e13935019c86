package io.writ.bench;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Artifacts of every shape that {@link Verification} measures, with the keys that made them. */
final class Artifacts {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  private static final String KEY_ID = "bench";
  private static final int DEPTH = 8;

  private final SigningKey authority;
  private final List<SigningKey> holders = new ArrayList<>();
  private final List<SigningKey> cosigners = new ArrayList<>();
  private int ids;

  /**
   * @param links with which algorithm links and proofs are signed
   * @param cosigning with which co-signatures are
   */
  Artifacts(SignatureAlgorithm links, SignatureAlgorithm cosigning) {
    authority = key(links, 1);
    for (int i = 0; i <= DEPTH + 1; i++) {
      holders.add(key(links, 10 + i));
    }
    for (int i = 0; i < 3; i++) {
      cosigners.add(key(cosigning, 50 + i));
    }
  }

  private static SigningKey key(SignatureAlgorithm algorithm, int n) {
    byte[] seed = new byte[32];
    seed[0] = (byte) n;
    seed[31] = 1;
    return SigningKey.fromSeed(algorithm, seed);
  }

  /** A chain with {@code depth} links below its root, and a proof. */
  String chain(int depth) {
    return proven(unproven(depth), depth);
  }

  String unproven(int depth) {
    try {
      String artifact =
          ArtifactIssuer.mint(
              KEY_ID,
              RootTerms.builder(
                      id(),
                      "https://issuer.example.org",
                      NOW,
                      Duration.ofMinutes(5),
                      List.of("example.org"),
                      Preparation.RUNTIME,
                      grants(1_000),
                      holders.get(0).publicKey())
                  .maxDepth(DEPTH)
                  .subject("alice")
                  .build(),
              authority);
      for (int i = 1; i <= depth; i++) {
        artifact = attenuated(artifact, i);
      }
      return artifact;
    } catch (Rejected e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }

  /** One link more, link {@code number} of the chain. */
  String attenuated(String artifact, int number) throws Rejected {
    return ArtifactIssuer.attenuate(
        artifact,
        new Narrowing(
            id(),
            holders.get(number).publicKey(),
            NOW,
            null,
            null,
            grants(1_000 - number),
            null,
            null,
            null,
            Map.of()),
        holders.get(number - 1));
  }

  String proven(String artifact, int depth) {
    try {
      return ArtifactIssuer.prove(
          artifact, new ProofTerms(id(), NOW, Preparation.RUNTIME, null), holders.get(depth));
    } catch (Rejected e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }

  /** With co-signatures by this many keys. */
  String cosigned(String artifact, int count) {
    try {
      String cosigned = artifact;
      for (int i = 0; i < count; i++) {
        cosigned =
            ArtifactIssuer.cosign(
                cosigned,
                "cosigner-" + i,
                new CosignatureTerms(
                    id(), NOW, Duration.ofMinutes(5), List.of("example.org"), null),
                cosigners.get(i));
      }
      return cosigned;
    } catch (Rejected e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }

  /** A verifier that has seen nothing, and demands co-signatures by {@code quorum} keys. */
  ArtifactVerifier verifier(int quorum) {
    VerifierTerms terms =
        VerifierTerms.of(
            new PinnedKeys(Map.of(KEY_ID, authority.publicKey())),
            new RuntimeIdentity(Preparation.RUNTIME, "example.org"));
    if (quorum > 0) {
      Set<String> of = new LinkedHashSet<>();
      Map<String, PublicKey> keys = new LinkedHashMap<>();
      for (int i = 0; i < cosigners.size(); i++) {
        keys.put("cosigner-" + i, cosigners.get(i).publicKey());
        of.add(cosigners.get(i).publicKey().thumbprint());
      }
      terms = terms.withQuorums(new PinnedKeys(keys), List.of(new Quorum(quorum, of)));
    }
    return new ArtifactVerifier(new Signatures(), terms, NOW.minusSeconds(60));
  }

  /** What a service grants an agent: an action with two constraints, and two more actions. */
  private static Map<String, Grant> grants(int max) {
    return Map.of(
        Preparation.PAY,
        new Grant(
            Map.of(
                "amount",
                new Range(BigDecimal.ONE, BigDecimal.valueOf(max)),
                "currency",
                new OneOf(List.of(new Scalar.Text("CHF"), new Scalar.Text("EUR"))))),
        Preparation.EMPTY,
        Grant.ANY,
        "jdk:net.connect",
        new Grant(
            Map.of(
                "host",
                new OneOf(List.of(new Scalar.Text("10.0.0.1"))),
                "port",
                new Range(BigDecimal.valueOf(443), BigDecimal.valueOf(443)))));
  }

  private String id() {
    return LinkId.of(NOW, 1, ++ids);
  }
}
