package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chains of up to nine links: narrowed at random they verify, widened in one thing they do not. */
class RandomChainTest {
  private static final long SEED = Long.getLong("writ.seed", 42);
  private static final int CHAINS = Integer.getInteger("writ.chains", 30);
  private static final String RUNTIME = "spiffe://example.org/pay/eu/one";
  private static final List<SigningKey> KEYS = keys();

  /** The reasons that a single widening may have; anything else would be an accident. */
  private static final Set<Reason> EXPECTED =
      Set.of(Reason.WIDENED, Reason.BROKEN_ANCESTRY, Reason.CLAIM_INVALID, Reason.DEPTH_EXCEEDED);

  /** The first signs roots, each further one is the holder of the link before. */
  private static List<SigningKey> keys() {
    List<SigningKey> keys = new ArrayList<>(List.of(Forge.AUTHORITY));
    for (int i = 0; i <= 8; i++) {
      keys.add(Forge.key(100 + i));
    }
    return keys;
  }

  private static ArtifactVerifier verifier() {
    return Beside.verifier(
        VerifierTerms.of(Revoked.signers(), new RuntimeIdentity(RUNTIME, "example.org"))
            .withEnvironment(new Environment(Map.of("host", "a"))));
  }

  /** Signs all of it, each link by its parent's holder, and proves possession. */
  private static String presented(List<RandomLink> chain) {
    List<String> links = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      Map<String, JsonValue> claims = Forge.claims(chain.get(i).json(i));
      String holder = JsonWriter.write(KEYS.get(i + 1).publicKey().toJwk());
      claims.put("cnf", Forge.json("{\"jwk\":" + holder + "}"));
      claims.put(
          "iss",
          Forge.text(i == 0 ? "https://issuer.example" : KEYS.get(i).publicKey().thumbprintUri()));
      if (i > 0) {
        claims.put("par_hash", Forge.text(Forge.hash(links.get(i - 1))));
      }
      links.add(Forge.link(i == 0 ? Forge.ROOT_HEADER : Forge.CHILD_HEADER, claims, KEYS.get(i)));
    }
    Map<String, JsonValue> proof = Beside.proof(links.toArray(new String[0]));
    proof.put("aud", Forge.text(RUNTIME));
    return Beside.presented(
        links, List.of(), Beside.signed("writ-pop+jwt", null, proof, KEYS.get(chain.size())));
  }

  private static List<RandomLink> chain(Random random) {
    int depth = 1 + random.nextInt(8);
    List<RandomLink> chain = new ArrayList<>(List.of(new RandomLink()));
    while (chain.size() <= depth) {
      chain.add(chain.get(chain.size() - 1).narrowed(random, depth));
    }
    return chain;
  }

  @Test
  void chainNarrowedAtRandom_verifiesAndAnySingleWideningIsRefused() throws Rejected {
    Random random = new Random(SEED);
    int links = 0;
    Map<RandomLink.Widening, Integer> refused = new EnumMap<>(RandomLink.Widening.class);
    for (int i = 0; i < CHAINS; i++) {
      List<RandomLink> chain = chain(random);
      String what = "seed " + SEED + " chain " + i;
      String good = presented(chain);
      assertEquals(
          chain.size(), verifier().verify(good, Instant.ofEpochSecond(Forge.NOW)).chain().size());
      links += chain.size();
      for (RandomLink.Widening widening : RandomLink.Widening.values()) {
        int at = 1 + random.nextInt(chain.size() - 1);
        List<RandomLink> wide = new ArrayList<>(chain);
        wide.set(at, chain.get(at).widened(widening, chain.get(at - 1)));
        Rejected rejected =
            assertThrows(
                Rejected.class,
                () -> verifier().verify(presented(wide), Instant.ofEpochSecond(Forge.NOW)),
                () -> what + " " + widening + " at " + at);
        String found = what + " " + widening + ": " + rejected.reason() + " " + rejected.detail();
        assertTrue(rejected.detail().startsWith("link[" + at + "]"), found);
        assertTrue(EXPECTED.contains(rejected.reason()), found);
        refused.merge(widening, 1, Integer::sum);
      }
    }
    System.out.println(
        "random chains: seed "
            + SEED
            + ", "
            + CHAINS
            + " chains of "
            + links
            + " links verified, refused "
            + refused);
  }
}
