package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.proven;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.PublicKey;
import io.writ.crypto.Beside;
import io.writ.crypto.Es256Chains;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Revocations: what a list takes back, and which lists count. */
final class RevocationVectors {
  private static final SigningKey ES256 = Es256Chains.key(1);
  private static final SigningKey FALLEN = Forge.key(51);
  private static final SigningKey LOST = Forge.key(52);
  private static final String POLICY = "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final String ROOT = rootLink(root());
  private static final String CHILD = Forge.link(CHILD_HEADER, Forge.child(ROOT), HOLDER);
  private static final String REVOKED = rootLink(with(root(), "sub", "\"mallory\""));
  private static final Map<String, JsonValue> LIST =
      Forge.claims(
          """
          {"version":5,"iat":1800000000,"exp":1800003600,"ttl":60,"revoked":{"links":["x"]}}
          """);

  private RevocationVectors() {}

  private static String es256Root() {
    return Beside.signed("writ+jwt", "es256", root(), ES256);
  }

  private static String list() {
    return Beside.signed(
        "writ-revocations+jwt",
        "issuer-2026",
        Forge.claims(
            """
            {"version":1,"iat":1800000000,"exp":1800003600,"ttl":60,"revoked":{
             "links":["%s","%s","%s"],"keys":["%s","%s"],"authorities":["%s"],"policies":["%s"],
             "transactions":["t-13"]}}
            """
                .formatted(
                    Forge.hash(REVOKED),
                    Forge.hash(CHILD),
                    Forge.hash(es256Root()),
                    LOST.publicKey().thumbprint(),
                    Beside.BEN.publicKey().thumbprint(),
                    FALLEN.publicKey().thumbprint(),
                    POLICY)),
        Forge.AUTHORITY);
  }

  private static Configuration configuration() {
    Map<String, PublicKey> authorities = new LinkedHashMap<>();
    authorities.put("issuer-2026", Forge.AUTHORITY.publicKey());
    authorities.put("es256", ES256.publicKey());
    authorities.put("fallen", FALLEN.publicKey());
    return Configuration.standard()
        .keys("authorities", authorities)
        .with("policy", "{\"id\":\"payments\",\"digest\":\"" + POLICY + "\"}")
        .with("revocations", JsonWriter.write(Forge.text(list())));
  }

  static VectorFile artifacts() {
    VectorFile file =
        new VectorFile(
            "revocations",
            "artifact",
            "One list that revokes links, keys, an authority, a policy and a transaction.",
            configuration().demanding().members());
    String revoked = "link[0] is revoked";
    file.valid("root", "a root that is not listed", proven(ROOT));
    revoked(file, "link", "a revoked root", proven(REVOKED), revoked);
    revoked(
        file,
        "ancestor",
        "a live leaf under a revoked root",
        proven(Forge.chain(REVOKED, Forge.link(CHILD_HEADER, mallorys(REVOKED), HOLDER))),
        revoked);
    revoked(file, "leaf", "a revoked leaf", proven(Forge.chain(ROOT, CHILD)), "link[1] is revoked");
    revoked(file, "es256-link", "a revoked ES256 root", proven(es256Root()), revoked);
    revoked(
        file,
        "es256-link-respelt",
        "the revoked root with the other signature (r, n - s)",
        proven(Es256Chains.respelt(es256Root())),
        revoked);
    keysAndOthers(file);
    return file;
  }

  private static void keysAndOthers(VectorFile file) {
    String lost = "{\"jwk\":" + JsonWriter.write(LOST.publicKey().toJwk()) + "}";
    String lostRoot = rootLink(with(root(), "cnf", lost));
    revoked(
        file,
        "key",
        "a revoked holder key",
        Beside.presented(
            List.of(lostRoot),
            List.of(),
            Beside.signed("writ-pop+jwt", null, Beside.proof(lostRoot), LOST)),
        "link[0].cnf.jwk is revoked");
    revoked(
        file,
        "authority",
        "a revoked authority",
        proven(Beside.signed("writ+jwt", "fallen", root(), FALLEN)),
        "link[0] is signed with a key that is revoked");
    revoked(
        file,
        "transaction",
        "a revoked transaction",
        proven(rootLink(with(root(), "txn", "\"t-13\""))),
        "link[0].txn is revoked");
    revoked(
        file,
        "policy",
        "a pin to a revoked policy",
        proven(
            rootLink(
                with(
                    root(),
                    "writ",
                    "{\"policy\":{\"id\":\"payments\",\"digest\":\"" + POLICY + "\"}}"))),
        "link[0].writ.policy is revoked");
    String ownQuorum = rootLink(with(root(), "writ", Beside.quorumJson(1, Beside.BEN)));
    file.invalid(
        "cosigner",
        "a quorum met by a revoked co-signer only",
        Beside.withCosignatures(ownQuorum, Beside.cosigned(ownQuorum, "ben", Beside.BEN)),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [0] of the keys that a quorum of [1] names");
  }

  private static Map<String, JsonValue> mallorys(String root) {
    return with(Forge.child(root), "sub", "\"mallory\"");
  }

  private static void revoked(
      VectorFile file, String id, String comment, String artifact, String detail) {
    file.invalid(id, comment, artifact, Reason.REVOKED, detail, "Revoked");
  }

  /** 60 seconds after the list was read, whose ttl is 60. */
  static VectorFile stale() {
    VectorFile file =
        new VectorFile(
            "revocations-stale",
            "artifact",
            "A list that was read as many seconds ago as its ttl says: nothing is allowed.",
            configuration().with("lists_read_seconds_ago", "60").members());
    Map<String, JsonValue> test = file.test("any", "an artifact that is not listed", proven(ROOT));
    test.put("reason", Forge.text(Reason.STALE_GOVERNANCE.name()));
    file.add(test, "invalid", "Stale");
    return file;
  }

  private static String signedList(Map<String, JsonValue> claims) {
    return Beside.signed("writ-revocations+jwt", "issuer-2026", claims, Forge.AUTHORITY);
  }

  static VectorFile lists() {
    VectorFile file =
        new VectorFile(
            "revocation-lists",
            "revocation-list",
            "Lists of revocations; artifact is the list. in_force is the version in force.",
            Configuration.standard().members());
    inForce(file, "newer", 4, true);
    inForce(file, "same", 5, false);
    inForce(file, "rolled-back", 6, false);
    file.invalid(
        "unknown-signer",
        "a kid that is not pinned",
        Beside.signed("writ-revocations+jwt", "issuer-2027", LIST, Forge.AUTHORITY),
        Reason.UNKNOWN_AUTHORITY,
        "revocations.header.kid is [issuer-2027], which the trust file does not let revoke");
    file.invalid(
        "wrong-signer",
        "signed by a holder",
        Beside.signed("writ-revocations+jwt", "issuer-2026", LIST, CHILD_HOLDER),
        Reason.BAD_SIGNATURE,
        "revocations.signature is not that of the authority [issuer-2026]",
        "WrongKey");
    for (String typ : List.of("writ+jwt", "writ-pop+jwt", "writ-cosig+jwt", "writ-policy+jwt")) {
      file.invalid(
          "typ-" + typ,
          "a list of typ " + typ,
          Beside.signed(typ, "issuer-2026", LIST, Forge.AUTHORITY),
          Reason.WRONG_TYPE,
          "revocations.header.typ must be [writ-revocations+jwt]",
          "WrongSlot");
    }
    for (String name : List.of("version", "iat", "exp", "ttl", "revoked")) {
      file.invalid(
          name + "-missing",
          "a list without " + name,
          signedList(Forge.without(LIST, name)),
          Reason.CLAIM_MISSING,
          "revocations." + name + " is missing");
    }
    claims(file);
    return file;
  }

  private static void claims(VectorFile file) {
    Rows.add(
        file,
        "list with",
        assignment -> {
          int at = assignment.indexOf(" = ");
          return signedList(with(LIST, assignment.substring(0, at), assignment.substring(at + 3)));
        },
        """
        version-0       | version = 0 | CLAIM_INVALID | revocations.version must be at least [1]
        version-decimal | version = 5.0 | CLAIM_INVALID | revocations.version is [number], must be [integer]
        iat-30-ahead    | iat = 1800000030
        iat-31-ahead    | iat = 1800000031 | NOT_YET_VALID | revocations.iat is [2027-01-15T08:00:31Z], now is [2027-01-15T08:00:00Z]
        exp-7-days      | exp = 1800604800
        exp-more        | exp = 1800604801 | CLAIM_INVALID | revocations.exp must be after iat by at most [PT168H]
        exp-at-iat      | exp = 1800000000 | CLAIM_INVALID | revocations.exp must be after iat by at most [PT168H]
        ttl-0           | ttl = 0 | CLAIM_INVALID | revocations.ttl must be from [1] to [604800]
        ttl-7-days      | ttl = 604800
        ttl-more        | ttl = 604801 | CLAIM_INVALID | revocations.ttl must be from [1] to [604800]
        revoked-none    | revoked = {}
        revoked-kind    | revoked = {"people":["x"]} | CLAIM_INVALID | revocations.revoked.people is not in this profile
        revoked-text    | revoked = {"links":"x"} | CLAIM_INVALID | revocations.revoked.links is [string], must be [array]
        revoked-number  | revoked = {"keys":[1]} | CLAIM_INVALID | revocations.revoked.keys[0] is [integer], must be [string]
        unknown-claim   | iss = "x" | CLAIM_INVALID | revocations.iss is not in this profile
        """);
    file.invalid(
        "over",
        "a list whose exp is now",
        signedList(with(with(LIST, "iat", "" + (NOW - 60)), "exp", "" + NOW)),
        Reason.STALE_GOVERNANCE,
        "revocations.exp is [2027-01-15T08:00:00Z], now is [2027-01-15T08:00:00Z]",
        "Stale");
  }

  private static void inForce(VectorFile file, String id, long version, boolean isNewer) {
    Map<String, JsonValue> test =
        file.test(id, "version 5, where " + version + " is in force", signedList(LIST));
    test.put("in_force", new JsonValue.Whole(version));
    if (!isNewer) {
      test.put("reason", Forge.text(Reason.STALE_GOVERNANCE.name()));
      test.put(
          "detail",
          Forge.text("revocations.version is [5], must be at least [" + (version + 1) + "]"));
    }
    file.add(test, isNewer ? "valid" : "invalid");
  }
}
