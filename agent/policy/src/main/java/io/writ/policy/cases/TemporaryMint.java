package io.writ.policy.cases;

import io.writ.config.PolicyCases.Bound;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.decision.Authority;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.policy.Policy;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mints the artifacts of a table with keys that live as long as it does, and verifies them: an
 * artifact that is only described and never signed would take another road to its verdict.
 */
final class TemporaryMint {
  private static final String RUNTIME = "spiffe://writ.invalid/policy-test";
  private static final String AUDIENCE = "writ.invalid";

  private final SecureRandom random;
  private final Instant now;
  private final Map<String, SigningKey> keys = new HashMap<>();

  TemporaryMint(SecureRandom random, Instant now) {
    this.random = random;
    this.now = now;
  }

  /** The artifact, bound. */
  Authority bind(Bound bound, Policy policy) throws Rejected {
    SigningKey authority = key("authority " + bound.authority());
    String artifact =
        ArtifactIssuer.mint(
            bound.authority(),
            RootTerms.builder(
                    LinkId.of(now, random.nextLong(), random.nextLong()),
                    "https://writ.invalid",
                    now,
                    Duration.ofMinutes(1),
                    List.of(AUDIENCE),
                    RUNTIME,
                    bound.scope(),
                    authority.publicKey())
                .build(),
            authority);
    Map<String, PublicKey> cosigners = new HashMap<>();
    for (String cosigner : bound.cosigners()) {
      SigningKey key = key("cosigner " + cosigner);
      cosigners.put(cosigner, key.publicKey());
      artifact = ArtifactIssuer.cosign(artifact, cosigner, terms(), key);
    }
    VerifierTerms terms =
        VerifierTerms.of(
                new PinnedKeys(Map.of(bound.authority(), authority.publicKey())),
                new RuntimeIdentity(RUNTIME, AUDIENCE))
            .withQuorums(new PinnedKeys(cosigners), List.of())
            .withPolicy(PolicyPin.of(policy.id(), policy.digest()));
    return new Authority(
        new ArtifactVerifier(new Signatures(), terms, now).verify(artifact, now),
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }

  private CosignatureTerms terms() {
    return new CosignatureTerms(
        LinkId.of(now, random.nextLong(), random.nextLong()),
        now,
        Duration.ofMinutes(1),
        List.of(AUDIENCE),
        null);
  }

  private SigningKey key(String role) {
    return keys.computeIfAbsent(
        role, known -> SigningKey.generate(SignatureAlgorithm.ED25519, random));
  }
}
