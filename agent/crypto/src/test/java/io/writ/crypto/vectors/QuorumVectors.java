package io.writ.crypto.vectors;

import static io.writ.crypto.Beside.ANNA;
import static io.writ.crypto.Beside.BEN;
import static io.writ.crypto.Beside.CARL;
import static io.writ.crypto.Beside.approved;
import static io.writ.crypto.Beside.cosignature;
import static io.writ.crypto.Beside.cosigned;
import static io.writ.crypto.Beside.quorum;
import static io.writ.crypto.Beside.quorumJson;
import static io.writ.crypto.Beside.signed;
import static io.writ.crypto.Beside.withCosignatures;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.Sha256;
import io.writ.crypto.Beside;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Co-signatures, quorums and approvals. */
final class QuorumVectors {
  private static final String ROOT = rootLink(root());
  private static final String TOO_FEW = "artifact has too few approvals of this very call";

  private QuorumVectors() {}

  private static String tooFew(int count, int k) {
    return "artifact has co-signatures of ["
        + count
        + "] of the keys that a quorum of ["
        + k
        + "] names";
  }

  static VectorFile demanded() {
    VectorFile file =
        new VectorFile(
            "quorum",
            "artifact",
            "Every artifact needs the co-signatures of both anna and ben; anna-2 is anna's key"
                + " again, carl is pinned and in no quorum.",
            Configuration.standard().demanding(quorum(2, ANNA, BEN)).members());
    String anna = cosigned(ROOT, "anna", ANNA);
    String ben = cosigned(ROOT, "ben", BEN);
    file.valid("both", "both", withCosignatures(ROOT, anna, ben));
    file.valid(
        "both-and-a-stranger",
        "both, and one whose kid is not pinned",
        withCosignatures(ROOT, cosigned(ROOT, "dora", Forge.STRANGER), anna, ben));
    tooFew(file, "none", 0, "none at all");
    tooFew(file, "one", 1, "one", anna);
    tooFew(file, "twice", 1, "one co-signature twice", anna, anna);
    tooFew(
        file,
        "two-of-one-key",
        1,
        "two co-signatures of one key",
        anna,
        signed("writ-cosig+jwt", "anna", with(cosignature(ROOT, ANNA), "jti", "\"c-2\""), ANNA));
    tooFew(file, "two-kids", 1, "one key under two kids", anna, cosigned(ROOT, "anna-2", ANNA));
    tooFew(
        file, "not-in-quorum", 1, "a pinned key of no quorum", anna, cosigned(ROOT, "carl", CARL));
    file.invalid(
        "other-root",
        "a co-signature of another root",
        withCosignatures(
            ROOT, cosigned(rootLink(with(root(), "txn", "\"t-2\"")), "anna", ANNA), ben),
        Reason.QUORUM_NOT_MET,
        "cosignature[0].aat_hash is not the hash of this root");
    file.invalid(
        "wrong-key",
        "ben's signature under anna's kid",
        withCosignatures(ROOT, signed("writ-cosig+jwt", "anna", cosignature(ROOT, BEN), BEN), ben),
        Reason.BAD_SIGNATURE,
        "cosignature[0].signature is not that of the co-signer [anna]",
        "WrongKey");
    for (String typ : List.of("writ+jwt", "writ-pop+jwt", "writ-revocations+jwt")) {
      file.invalid(
          "typ-" + typ,
          "a co-signature of typ " + typ,
          withCosignatures(ROOT, signed(typ, "anna", cosignature(ROOT, ANNA), ANNA), ben),
          Reason.WRONG_TYPE,
          "cosignature[0].header.typ must be [writ-cosig+jwt]",
          "WrongSlot");
    }
    claims(file, ben);
    return file;
  }

  private static void tooFew(
      VectorFile file, String id, int count, String comment, String... cosignatures) {
    file.invalid(
        id, comment, withCosignatures(ROOT, cosignatures), Reason.QUORUM_NOT_MET, tooFew(count, 2));
  }

  private static void claims(VectorFile file, String ben) {
    Rows.add(
        file,
        "anna's co-signature with",
        assignment -> {
          int at = assignment.indexOf(" = ");
          Map<String, JsonValue> claims =
              with(
                  cosignature(ROOT, ANNA),
                  assignment.substring(0, at),
                  assignment.substring(at + 3));
          return withCosignatures(ROOT, signed("writ-cosig+jwt", "anna", claims, ANNA), ben);
        },
        """
        iss-other     | iss = "x" | CLAIM_INVALID | cosignature[0].iss must be [the thumbprint URI of the co-signer's key]
        jti-type      | jti = 1 | CLAIM_INVALID | cosignature[0].jti is [integer], must be [string]
        exp-now       | exp = 1800000000 | EXPIRED | cosignature[0].exp is [1800000000], now is [1800000000]
        exp-next      | exp = 1800000001
        exp-24-h      | exp = 1800086390
        exp-more      | exp = 1800086391 | LIFETIME_TOO_LONG | cosignature[0] lives for [86401] seconds, at most [PT24H]
        iat-30-ahead  | iat = 1800000030
        iat-31-ahead  | iat = 1800000031 | NOT_YET_VALID | cosignature[0].iat is [1800000031], now is [1800000000]
        iat-decimal   | iat = 1.0 | CLAIM_INVALID | cosignature[0].iat is [number], must be [integer]
        aud-text      | aud = "example.org"
        aud-other     | aud = ["example.net"] | WRONG_AUDIENCE | cosignature[0].aud does not name [example.org]
        aat-hash-type | aat_hash = 1 | CLAIM_INVALID | cosignature[0].aat_hash is [integer], must be [string]
        unknown-claim | sub = "x" | CLAIM_INVALID | cosignature[0].sub is not in this profile
        """);
    for (String name : List.of("iss", "jti", "iat", "exp", "aud", "aat_hash")) {
      file.invalid(
          name + "-missing",
          "a co-signature without " + name,
          withCosignatures(
              ROOT,
              signed("writ-cosig+jwt", "anna", Forge.without(cosignature(ROOT, ANNA), name), ANNA),
              ben),
          Reason.CLAIM_MISSING,
          "cosignature[0]." + name + " is missing");
    }
  }

  /** The artifact demands a quorum of its own. */
  static VectorFile own() {
    VectorFile file =
        new VectorFile(
            "own-quorum",
            "artifact",
            "The verifier demands nothing; artifacts demand quorums of themselves.",
            Configuration.standard().demanding().members());
    String root = rootLink(with(root(), "writ", quorumJson(2, ANNA, BEN)));
    file.valid(
        "met",
        "two of two",
        withCosignatures(root, cosigned(root, "anna", ANNA), cosigned(root, "ben", BEN)));
    file.invalid(
        "missed",
        "one of two",
        withCosignatures(root, cosigned(root, "anna", ANNA)),
        Reason.QUORUM_NOT_MET,
        tooFew(1, 2));
    String child =
        Forge.link(
            Forge.CHILD_HEADER,
            with(Forge.child(root), "writ", quorumJson(2, ANNA, BEN)),
            Forge.HOLDER);
    file.valid(
        "child",
        "the root's co-signatures stand for a child that repeats the quorum",
        Forge.proven(
            Beside.presented(
                List.of(root, child),
                List.of(cosigned(root, "anna", ANNA), cosigned(root, "ben", BEN)),
                null)));
    file.invalid(
        "child-lowers",
        "a child that lowers k",
        Forge.proven(
            Forge.chain(
                root,
                Forge.link(
                    Forge.CHILD_HEADER,
                    with(Forge.child(root), "writ", quorumJson(1, ANNA, BEN)),
                    Forge.HOLDER))),
        Reason.BROKEN_ANCESTRY,
        "link[1].writ.quorum differs from its parent's");
    forms(file);
    return file;
  }

  private static void forms(VectorFile file) {
    String thumbprint = "\"" + ANNA.publicKey().thumbprint() + "\"";
    Rows.add(
        file,
        "a root with quorum",
        json -> rootLink(with(root(), "writ", "{\"quorum\":" + json + "}")),
        """
        k-zero       | {"k":0,"of":[A]} | CLAIM_INVALID | link[0].writ.quorum.k is [0], must be from [1] to the [1] keys of [of]
        k-too-many   | {"k":2,"of":[A]} | CLAIM_INVALID | link[0].writ.quorum.k is [2], must be from [1] to the [1] keys of [of]
        k-decimal    | {"k":1.0,"of":[A]} | CLAIM_INVALID | link[0].writ.quorum.k is [number], must be [integer]
        k-missing    | {"of":[A]} | CLAIM_MISSING | link[0].writ.quorum.k is missing
        of-missing   | {"k":1} | CLAIM_MISSING | link[0].writ.quorum.of is missing
        of-twice     | {"k":1,"of":[A,A]} | CLAIM_INVALID | link[0].writ.quorum.of[1] is there twice
        of-short     | {"k":1,"of":["x"]} | CLAIM_INVALID | link[0].writ.quorum.of[0] must be [a SHA-256 thumbprint]
        unknown      | {"k":1,"of":[A],"or":1} | CLAIM_INVALID | link[0].writ.quorum.or is not in this profile
        """
            .replace("[A", "[" + thumbprint)
            .replace(",A]", "," + thumbprint + "]"));
  }

  private static String hash(long amount) {
    String request =
        "{\"action\":\"test:pay\",\"arguments\":[[\"amount\",\"number\",\"" + amount + "\"]]}";
    return Base64Url.encode(Sha256.of(request.getBytes(StandardCharsets.UTF_8)));
  }

  /** With {@code req_hash}: of the call that is asked about. */
  static VectorFile approvals() {
    VectorFile file =
        new VectorFile(
            "approvals",
            "artifact",
            "Every artifact needs one of anna and ben; req_hash is the call that is made with it.",
            Configuration.standard().demanding(quorum(1, ANNA, BEN)).members());
    String five = approved(ROOT, "anna", ANNA, hash(5));
    call(file, "approved", "the call that was approved", hash(5), true, five);
    call(file, "other-arguments", "other arguments than approved", hash(6), false, five);
    call(
        file,
        "general",
        "a co-signature of all that the root grants",
        hash(6),
        true,
        cosigned(ROOT, "ben", BEN),
        five);
    call(
        file,
        "not-in-quorum",
        "an approval by a key of no quorum, beside an approval of another call",
        hash(6),
        false,
        five,
        approved(ROOT, "carl", CARL, hash(6)));
    Map<String, JsonValue> proof = with(Beside.proof(ROOT), "req_hash", "\"" + hash(5) + "\"");
    for (long amount : new long[] {5, 6}) {
      String artifact =
          Beside.presented(
              List.of(ROOT),
              List.of(cosigned(ROOT, "anna", ANNA)),
              signed("writ-pop+jwt", null, proof, Forge.HOLDER));
      Map<String, JsonValue> test =
          file.test(
              "proof-" + amount, "a proof for the call with 5, and one with " + amount, artifact);
      test.put("req_hash", Forge.text(hash(amount)));
      if (amount == 5) {
        file.add(test, "valid");
      } else {
        test.put("reason", Forge.text(Reason.POSSESSION_NOT_PROVEN.name()));
        test.put("detail", Forge.text("proof.req_hash is that of another call"));
        file.add(test, "invalid");
      }
    }
    return file;
  }

  private static void call(
      VectorFile file,
      String id,
      String comment,
      String request,
      boolean isValid,
      String... cosignatures) {
    Map<String, JsonValue> test = file.test(id, comment, withCosignatures(ROOT, cosignatures));
    test.put("req_hash", Forge.text(request));
    if (!isValid) {
      test.put("reason", Forge.text(Reason.QUORUM_NOT_MET.name()));
      test.put("detail", Forge.text(TOO_FEW));
    }
    file.add(test, isValid ? "valid" : "invalid");
  }

  /** An Ed25519 root that counts only beside an ML-DSA-65 co-signature. */
  static VectorFile hybrid() {
    SigningKey quantum = AlgorithmVectors.mlDsa(5);
    VectorFile file =
        new VectorFile(
            "hybrid",
            "artifact",
            "Ed25519 roots that count only beside an ML-DSA-65 co-signature.",
            Configuration.standard()
                .keys("cosigners", Map.of("pq", quantum.publicKey()))
                .quorums(quorum(1, quantum))
                .members());
    String good = cosigned(ROOT, "pq", quantum);
    file.valid("both", "both signatures", withCosignatures(ROOT, good));
    file.invalid(
        "classical-only",
        "the Ed25519 signature alone",
        withCosignatures(ROOT),
        Reason.QUORUM_NOT_MET,
        tooFew(0, 1));
    file.invalid(
        "quantum-forged",
        "a forged ML-DSA-65 signature",
        withCosignatures(ROOT, good.substring(0, good.length() - 8) + "AAAAAAAA"),
        Reason.BAD_SIGNATURE,
        "cosignature[0].signature is not that of the co-signer [pq]");
    file.invalid(
        "classical-as-quantum",
        "an Ed25519 signature under the ML-DSA-65 kid",
        withCosignatures(ROOT, signed("writ-cosig+jwt", "pq", cosignature(ROOT, quantum), ANNA)),
        Reason.ALGORITHM_NOT_ALLOWED,
        "cosignature[0].header.alg is not the algorithm of its key",
        "AlgorithmConfusion");
    file.invalid(
        "root-forged",
        "a good ML-DSA-65 co-signature of a root that nobody signed",
        withCosignatures(Forge.link(Forge.ROOT_HEADER, root(), Forge.STRANGER), good),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
    return file;
  }
}
