package io.writ.fuzz;

import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CarriedMessage;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Possession;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.revocation.GovernanceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The claims of a whole presentation, one JSON text a line: links, root first; a line that begins
 * with {@code C} is a co-signature, one with {@code P} a proof. The harness makes headers and
 * hashes ({@code @HASH@} stands for the parent's, {@code @ROOT@} for the root's, {@code @CHAIN@}
 * for the chain's), and every signature counts: a fuzzer cannot sign, and what is behind the
 * signatures is what it is to find holes in.
 */
public final class ChainTarget {
  static final PublicKey KEY = new PublicKey(SignatureAlgorithm.ED25519, new byte[32]);
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  static final String RUNTIME = "spiffe://example.org/pay";

  /** What every presentation arrives with. */
  static final String MESSAGE = "POST /transfers";

  private static final String HEADER =
      "{\"alg\":\"Ed25519\",\"typ\":\"%s\",%s\"crit\":[\"writ\"],\"writ\":1}";

  private ChainTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String presented = presented(new String(input, StandardCharsets.UTF_8));
    // A verifier of its own: what another input left in its memory must not matter.
    Bounded.run(input, () -> verify(verifier(), presented));
  }

  private static ArtifactVerifier verifier() {
    PinnedKeys keys = new PinnedKeys(Map.of("k", KEY));
    VerifierTerms terms =
        new VerifierTerms(
            keys,
            keys,
            List.of(),
            new RuntimeIdentity(RUNTIME, "example.org"),
            Lifetimes.DEFAULT,
            Possession.IF_DELEGABLE,
            null,
            new Environment(Map.of("host", "h", "agents", List.of("javaagent:writ-agent.jar"))),
            KEY);
    return new ArtifactVerifier((alg, key, bytes, signature) -> true, terms, NOW.minusSeconds(60));
  }

  static String presented(String lines) {
    List<String> links = new ArrayList<>();
    List<String> cosignatures = new ArrayList<>();
    String proof = "";
    String rootHash = "";
    String parentHash = "";
    for (String line : lines.split("\n", 32)) {
      String claims = line.replace("@HASH@", parentHash).replace("@ROOT@", rootHash);
      if (claims.startsWith("C")) {
        cosignatures.add(jws("writ-cosig+jwt", "\"kid\":\"k\",", claims.substring(1)));
      } else if (claims.startsWith("P")) {
        String chain = Base64Url.encode(Sha256.ofAscii(String.join(",", links)));
        proof = jws("writ-pop+jwt", "", claims.substring(1).replace("@CHAIN@", chain));
      } else {
        String link = jws("writ+jwt", links.isEmpty() ? "\"kid\":\"k\"," : "", claims);
        links.add(link);
        parentHash = Base64Url.encode(Sha256.ofAscii(link.substring(0, link.lastIndexOf('.'))));
        rootHash = links.size() == 1 ? parentHash : rootHash;
      }
    }
    StringBuilder text = new StringBuilder("{\"links\":").append(array(links));
    text.append(",\"cosignatures\":").append(array(cosignatures));
    if (!proof.isEmpty()) {
      text.append(",\"proof\":\"").append(proof).append('"');
    }
    return text.append('}').toString();
  }

  private static String jws(String type, String keyId, String claims) {
    return encode(HEADER.formatted(type, keyId)) + "." + encode(claims) + ".AAAA";
  }

  private static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String array(List<String> texts) {
    return texts.isEmpty() ? "[]" : "[\"" + String.join("\",\"", texts) + "\"]";
  }

  private static void verify(ArtifactVerifier verifier, String presented) {
    try {
      checkNarrowing(
          verifier.verify(
              presented, NOW, GovernanceState.NONE, 0, null, new CarriedMessage(MESSAGE, null)));
    } catch (Rejected e) {
      if (e.detail().isEmpty() || e.detail().length() > 2_000) {
        throw new IllegalStateException("a detail of " + e.detail().length() + " characters", e);
      }
    }
  }

  /** What verified must narrow from link to link, said here once more and in other words. */
  private static void checkNarrowing(VerifiedArtifact artifact) {
    List<LinkView> chain = artifact.chain();
    for (int i = 1; i < chain.size(); i++) {
      LinkView parent = chain.get(i - 1);
      LinkView child = chain.get(i);
      if (child.expiresAt().isAfter(parent.expiresAt())
          || !parent.audience().containsAll(child.audience())
          || !child.environment().keySet().containsAll(parent.environment().keySet())
          || child.maxDepth() > parent.maxDepth()) {
        throw new IllegalStateException("link [" + i + "] is wider than its parent");
      }
      for (Map.Entry<String, Grant> tool : child.tools().entrySet()) {
        Grant above = parent.tools().get(tool.getKey());
        if (above == null || (tool.getValue().isOpen() && !above.isOpen())) {
          throw new IllegalStateException("link [" + i + "] grants what its parent does not");
        }
        for (Map.Entry<String, Constraint> entry : above.constraints().entrySet()) {
          Constraint narrowed = tool.getValue().constraints().get(entry.getKey());
          if (narrowed == null || !entry.getValue().covers(narrowed)) {
            throw new IllegalStateException("link [" + i + "] drops or widens a constraint");
          }
        }
      }
    }
  }
}
