package io.writ.core.policy.diff;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.decision.Authority;
import io.writ.core.decision.GovernedAction;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verified artifacts that grant everything: one for each authority and each set of co-signers. Only
 * the signatures are constants.
 */
final class ArtifactPool {
  static final List<String> AUTHORITIES = List.of("a", "b");
  static final List<String> COSIGNERS = List.of("c1", "c2", "c3");

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final String RUNTIME = "spiffe://example.org/test";

  private ArtifactPool() {}

  static List<Authority> granting(List<GovernedAction> actions) throws Rejected {
    ArtifactVerifier verifier =
        new ArtifactVerifier(
            (alg, key, input, signature) -> true,
            VerifierTerms.of(pinned(AUTHORITIES), new RuntimeIdentity(RUNTIME, "example.org"))
                .withQuorums(pinned(COSIGNERS), List.of()),
            NOW);
    List<Authority> pool = new ArrayList<>();
    for (String authority : AUTHORITIES) {
      for (int signed = 0; signed < 1 << COSIGNERS.size(); signed++) {
        String artifact = ArtifactIssuer.mint(authority, terms(actions), signer(authority));
        for (int i = 0; i < COSIGNERS.size(); i++) {
          if ((signed & 1 << i) != 0) {
            artifact = cosigned(artifact, COSIGNERS.get(i));
          }
        }
        pool.add(new Authority(verifier.verify(artifact, NOW), Long.MAX_VALUE, Long.MAX_VALUE));
      }
    }
    return pool;
  }

  private static String cosigned(String artifact, String cosigner) throws Rejected {
    CosignatureTerms terms =
        new CosignatureTerms(
            "cs-" + cosigner, NOW, Duration.ofMinutes(5), List.of("example.org"), null);
    return ArtifactIssuer.cosign(artifact, cosigner, terms, signer(cosigner));
  }

  private static RootTerms terms(List<GovernedAction> actions) {
    Map<String, Grant> tools = new HashMap<>();
    actions.forEach(action -> tools.put(action.id(), Grant.ANY));
    return RootTerms.builder(
            LinkId.of(NOW, 1, 2),
            "https://issuer.example.org",
            NOW,
            Duration.ofMinutes(5),
            List.of("example.org"),
            RUNTIME,
            tools,
            key("holder"))
        .build();
  }

  private static PinnedKeys pinned(List<String> keyIds) {
    Map<String, PublicKey> keys = new HashMap<>();
    keyIds.forEach(id -> keys.put(id, key(id)));
    return new PinnedKeys(keys);
  }

  private static PublicKey key(String name) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < name.length(); i++) {
      bytes[i] = (byte) name.charAt(i);
    }
    return new PublicKey(SignatureAlgorithm.ED25519, bytes);
  }

  private static Signer signer(String name) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return key(name);
      }

      @Override
      public byte[] sign(byte[] signingInput) {
        return new byte[64];
      }
    };
  }
}
