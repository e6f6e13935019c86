package io.writ.crypto.vectors;

import static io.writ.crypto.Beside.presented;
import static io.writ.crypto.Beside.proof;
import static io.writ.crypto.Beside.signed;
import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.crypto.Es256Chains;
import io.writ.crypto.Forge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Proofs of possession. */
final class ProofVectors {
  private static final String ROOT = rootLink(root());
  private static final String FINAL = rootLink(with(root(), "del_max_depth", "0"));
  private static final String CHILD = Forge.link(CHILD_HEADER, Forge.child(ROOT), HOLDER);
  private static final String MISSING =
      "proof is missing; sign one with the key of the last link's cnf.jwk";
  private static final String USED = "proof was presented before; make a fresh one for each use";

  private ProofVectors() {}

  private static String with1(Map<String, JsonValue> claims) {
    return presented(List.of(ROOT), List.of(), signed("writ-pop+jwt", null, claims, HOLDER));
  }

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "possession",
            "artifact",
            "Proofs of possession, where a root that cannot be delegated needs none. Artifacts"
                + " under before were presented before, at their own now.",
            Configuration.standard().members());
    file.valid("root", "a root and its holder's proof", with1(proof(ROOT)));
    file.valid("final-root", "a root with del_max_depth 0 and no proof", FINAL);
    file.invalid(
        "missing",
        "a root that may be delegated, no proof",
        ROOT,
        Reason.POSSESSION_NOT_PROVEN,
        MISSING);
    file.invalid(
        "missing-chain",
        "a chain, no proof",
        Forge.chain(ROOT, CHILD),
        Reason.POSSESSION_NOT_PROVEN,
        MISSING);
    file.invalid(
        "leaf-cut-off",
        "the leaf's holder cuts the leaf off and presents the parent",
        presented(
            List.of(ROOT), List.of(), signed("writ-pop+jwt", null, proof(ROOT), CHILD_HOLDER)),
        Reason.BAD_SIGNATURE,
        "proof.signature is not that of the leaf's holder",
        "LeafCutOff");
    file.invalid(
        "parents-key",
        "the parent's holder signs for the leaf",
        presented(
            List.of(ROOT, CHILD),
            List.of(),
            signed("writ-pop+jwt", null, proof(ROOT, CHILD), HOLDER)),
        Reason.BAD_SIGNATURE,
        "proof.signature is not that of the leaf's holder",
        "WrongKey");
    file.invalid(
        "of-another-artifact",
        "the proof of the longer chain",
        with1(proof(ROOT, CHILD)),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.art_hash is not the hash of this artifact");
    file.invalid(
        "final-root-wrong-proof",
        "a proof that is not demanded, and wrong",
        presented(List.of(FINAL), List.of(), signed("writ-pop+jwt", null, proof(ROOT), HOLDER)),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.art_hash is not the hash of this artifact");
    headers(file);
    claims(file);
    sequences(file);
    return file;
  }

  private static void headers(VectorFile file) {
    for (String typ : List.of("writ+jwt", "writ-cosig+jwt", "writ-revocations+jwt")) {
      file.invalid(
          "typ-" + typ,
          "a proof of typ " + typ,
          presented(List.of(ROOT), List.of(), signed(typ, null, proof(ROOT), HOLDER)),
          Reason.WRONG_TYPE,
          "proof.header.typ must be [writ-pop+jwt]",
          "WrongSlot");
    }
    file.invalid(
        "kid",
        "a proof that names a key by kid",
        presented(List.of(ROOT), List.of(), signed("writ-pop+jwt", "x", proof(ROOT), HOLDER)),
        Reason.HEADER_NOT_ALLOWED,
        "proof.header.kid names a key, but the key here is known already");
    file.invalid(
        "alg",
        "an ES256 proof for an Ed25519 holder",
        presented(
            List.of(ROOT),
            List.of(),
            signed("writ-pop+jwt", null, proof(ROOT), Es256Chains.key(2))),
        Reason.ALGORITHM_NOT_ALLOWED,
        "proof.header.alg is not the algorithm of its key",
        "AlgorithmConfusion");
  }

  private static void claims(VectorFile file) {
    for (String name : List.of("jti", "iat", "aud", "art_hash")) {
      file.invalid(
          name + "-missing",
          "a proof without " + name,
          with1(Forge.without(proof(ROOT), name)),
          Reason.CLAIM_MISSING,
          "proof." + name + " is missing");
    }
    Rows.add(
        file,
        "now is 1800000000, started at 1799999940; proof with",
        assignment -> {
          int at = assignment.indexOf(" = ");
          return with1(
              with(proof(ROOT), assignment.substring(0, at), assignment.substring(at + 3)));
        },
        """
        iat-30-ago   | iat = 1799999970
        iat-31-ago   | iat = 1799999969 | POSSESSION_NOT_PROVEN | proof.iat is [1799999969], now is [1800000000]; make a fresh one
        iat-30-ahead | iat = 1800000030
        iat-31-ahead | iat = 1800000031 | POSSESSION_NOT_PROVEN | proof.iat is [1800000031], now is [1800000000]; make a fresh one
        iat-decimal  | iat = 1800000000.0 | CLAIM_INVALID | proof.iat is [number], must be [integer]
        aud-other    | aud = "spiffe://example.org/other" | POSSESSION_NOT_PROVEN | proof.aud is not [spiffe://example.org/payments]
        aud-array    | aud = ["spiffe://example.org/payments"] | CLAIM_INVALID | proof.aud is [array], must be [string]
        jti-empty    | jti = "" | CLAIM_INVALID | proof.jti is empty
        exp          | exp = 1800000100 | CLAIM_INVALID | proof.exp is not in this profile
        req-hash     | req_hash = "x"
        req-type     | req_hash = 1 | CLAIM_INVALID | proof.req_hash is [integer], must be [string]
        """);
  }

  private static Map<String, JsonValue> after(
      VectorFile file, String id, String comment, String before, long at, String artifact) {
    Map<String, JsonValue> earlier = new LinkedHashMap<>();
    earlier.put("now", new JsonValue.Whole(at));
    earlier.put("artifact", Forge.text(before));
    Map<String, JsonValue> test = file.test(id, comment, artifact);
    test.put("before", new JsonValue.Items(List.of(new JsonValue.Members(earlier))));
    return test;
  }

  private static void refuse(VectorFile file, Map<String, JsonValue> test, String detail) {
    test.put("reason", Forge.text(Reason.POSSESSION_NOT_PROVEN.name()));
    test.put("detail", Forge.text(detail));
    file.add(test, "invalid", "Replay");
  }

  private static void sequences(VectorFile file) {
    String first = with1(proof(ROOT));
    refuse(file, after(file, "replayed", "the same proof again", first, NOW, first), USED);
    refuse(
        file,
        after(
            file,
            "replayed-later",
            "the same proof again, from one end of its window to the other",
            with1(with(proof(ROOT), "iat", "" + (NOW - 30))),
            NOW - 39,
            with1(with(proof(ROOT), "iat", "" + (NOW - 30)))),
        USED);
    file.add(
        after(
            file,
            "second-proof",
            "another proof of the same second, for a chain that was seen before",
            first,
            NOW,
            with1(with(proof(ROOT), "jti", "\"p-2\""))),
        "valid");
    refuse(
        file,
        after(
            file,
            "clock-went-back",
            "the clock went back by 31 seconds",
            with1(with(proof(ROOT), "iat", "" + (NOW + 31))),
            NOW + 31,
            first),
        "this runtime's clock went back from [1800000031] to [1800000000]");
    String root = rootLink(with(root(), "cnf", Es256Chains.confirmation(Es256Chains.key(2))));
    String proof = signed("writ-pop+jwt", null, proof(root), Es256Chains.key(2));
    refuse(
        file,
        after(
            file,
            "replayed-respelt",
            "the same ES256 proof with (r, n - s)",
            presented(List.of(root), List.of(), proof),
            NOW,
            presented(List.of(root), List.of(), Es256Chains.respelt(proof))),
        USED);
    String joined = ROOT + "," + CHILD;
    Map<String, JsonValue> test =
        after(
            file,
            "links-joined",
            "a chain that was seen before, its links joined into one text",
            Forge.proven(Forge.chain(ROOT, CHILD)),
            NOW,
            joined);
    test.put("reason", Forge.text(Reason.MALFORMED.name()));
    test.put("detail", Forge.text("link[0] is not a compact JWS: it must have exactly two dots"));
    file.add(test, "invalid");
  }

  /** The runtime has only just started, and demands a proof always. */
  static VectorFile strict() {
    VectorFile file =
        new VectorFile(
            "possession-always",
            "artifact",
            "A runtime that demands a proof always, and started this very second.",
            Configuration.standard()
                .with("started", "" + NOW)
                .with("possession", "\"always\"")
                .members());
    file.invalid(
        "final-root",
        "a root with del_max_depth 0 and no proof",
        FINAL,
        Reason.POSSESSION_NOT_PROVEN,
        MISSING);
    file.valid("final-root-proven", "a root with del_max_depth 0 and a proof", Forge.proven(FINAL));
    file.valid("from-the-start", "a proof of the second of the start", with1(proof(ROOT)));
    file.invalid(
        "from-before-the-start",
        "a proof of the second before: whether it was used is forgotten",
        with1(with(proof(ROOT), "iat", "" + (NOW - 1))),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.iat is [1799999999], before this runtime started at [1800000000]; make a fresh one",
        "Replay");
    return file;
  }
}
