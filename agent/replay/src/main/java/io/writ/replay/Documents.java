package io.writ.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.policy.SignedPolicy;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The policies and the trust file that a journal has inside. Where GENESIS promises them, each is
 * there before what it decides.
 */
final class Documents {
  /** In GENESIS: what decides is inside. */
  private static final String INSIDE = "inside";

  private final RecordVisitor visitor;
  private final Set<String> policies = new HashSet<>();
  private final Set<String> trustFiles = new HashSet<>();
  private boolean isPromised;
  private String trustDigest = "";

  Documents(RecordVisitor visitor) {
    this.visitor = visitor;
  }

  /** Takes what GENESIS says. */
  void begin(Map<String, String> genesis) {
    isPromised = INSIDE.equals(genesis.get(GenesisField.DOCUMENTS.key()));
    trustDigest = genesis.getOrDefault(GenesisField.TRUST_DIGEST.key(), "");
  }

  /** Takes a whole text of a kind that is a document. */
  void take(DictionaryKind kind, String text) {
    if (kind == DictionaryKind.POLICY) {
      policies.add(digest(policyDocument(text)));
    } else if (kind == DictionaryKind.TRUST) {
      trustFiles.add(digest(text.getBytes(UTF_8)));
    }
    visitor.document(kind, text);
  }

  /** Something was decided under a policy. */
  void require(String policyDigest) throws Contradiction {
    if (!isPromised) {
      return;
    }
    if (!policies.contains(policyDigest)) {
      throw new Contradiction(
          "expected the document of policy [" + policyDigest + "] in a DICT record before");
    }
    if (!trustDigest.isEmpty() && !trustFiles.contains(trustDigest)) {
      throw new Contradiction(
          "expected the trust file [" + trustDigest + "] in a DICT record before");
    }
  }

  /** A signed policy has the digest of the document in it. */
  private static byte[] policyDocument(String text) {
    if (SignedPolicy.isSigned(text)) {
      try {
        return SignedPolicy.readUnverified(text).documentBytes();
      } catch (Rejected e) {
        return text.getBytes(UTF_8); // No envelope: nothing was decided under it.
      }
    }
    return text.getBytes(UTF_8);
  }

  private static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }
}
