package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.List;

/** Each claim of a root: missing, of a wrong type, right, and at its boundary. */
final class ClaimVectors {
  private ClaimVectors() {}

  /** {@code name = json}, put into the root. */
  static String claim(String assignment) {
    int at = assignment.indexOf(" = ");
    return Forge.proven(
        rootLink(with(root(), assignment.substring(0, at), assignment.substring(at + 3).strip())));
  }

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "claims",
            "artifact",
            "The claims of a root that stands alone, one changed at a time.",
            Configuration.standard()
                .with(
                    "policy",
                    "{\"id\":\"payments\",\"digest\":\"ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}")
                .members());
    file.valid("root", "a root", Forge.proven(rootLink(root())));
    missing(file);
    names(file);
    times(file);
    places(file);
    keys(file);
    writ(file);
    return file;
  }

  private static void missing(VectorFile file) {
    for (String name :
        List.of(
            "iss",
            "aud",
            "iat",
            "exp",
            "jti",
            "may_act",
            "authorization_details",
            "cnf",
            "del_depth",
            "del_max_depth")) {
      file.invalid(
          name + "-missing",
          name + " is missing",
          rootLink(Forge.without(root(), name)),
          Reason.CLAIM_MISSING,
          "link[0]." + name + " is missing");
    }
    for (String name : List.of("sub", "txn")) {
      file.valid(
          name + "-missing",
          name + " is optional",
          Forge.proven(rootLink(Forge.without(root(), name))));
    }
  }

  private static void names(VectorFile file) {
    Rows.add(
        file,
        "root with",
        ClaimVectors::claim,
        """
        iss-type        | iss = 1 | CLAIM_INVALID | link[0].iss is [integer], must be [string]
        iss-empty       | iss = "" | CLAIM_INVALID | link[0].iss is empty
        iss-no-uri      | iss = "issuer" | CLAIM_INVALID | link[0].iss must be [a URI]
        iss-urn         | iss = "urn:example:issuer"
        sub-type        | sub = null | CLAIM_INVALID | link[0].sub is [null], must be [string]
        sub-unicode     | sub = "Zoë \\ud83d\\ude00"
        act-type        | act = "bob" | CLAIM_INVALID | link[0].act is [string], must be [object]
        act             | act = {"sub":"bob","act":{"sub":"carol"}}
        txn-type        | txn = {} | CLAIM_INVALID | link[0].txn is [object], must be [string]
        req-wl-type     | req_wl = [] | CLAIM_INVALID | link[0].req_wl is [array], must be [string]
        req-wl          | req_wl = "spiffe://example.org/web"
        jti-no-uuid     | jti = "1" | CLAIM_INVALID | link[0].jti must be a UUID of version [7] in lower case
        jti-version-4   | jti = "01900000-0000-4000-8000-000000000001" | CLAIM_INVALID | link[0].jti must be a UUID of version [7] in lower case
        jti-upper-case  | jti = "01900000-0000-7000-8000-00000000000A" | CLAIM_INVALID | link[0].jti must be a UUID of version [7] in lower case
        jti-type        | jti = 7 | CLAIM_INVALID | link[0].jti is [integer], must be [string]
        unknown-claim   | scope = "admin" | CLAIM_INVALID | link[0].scope is not in this profile
        upper-case-name | Exp = 1 | CLAIM_INVALID | link[0].Exp is not in this profile
        login-claims    | acr = "high"
        client-id       | client_id = "app"
        """);
    file.invalid(
        "sub-4097",
        "a sub of 4,097 bytes",
        claim("sub = \"" + "s".repeat(4097) + "\""),
        Reason.TOO_LARGE,
        "link[0].sub has [4097] bytes, at most [4096]");
    file.valid("sub-4096", "a sub of 4,096 bytes", claim("sub = \"" + "s".repeat(4096) + "\""));
  }

  private static void times(VectorFile file) {
    Rows.add(
        file,
        "now is 1800000000; root with",
        ClaimVectors::claim,
        """
        iat-type          | iat = "1" | CLAIM_INVALID | link[0].iat is [string], must be [integer]
        iat-decimal       | iat = 1799999990.0 | CLAIM_INVALID | link[0].iat is [number], must be [integer]
        iat-negative      | iat = -1 | CLAIM_INVALID | link[0].iat is negative
        iat-30-ahead      | iat = 1800000030
        iat-31-ahead      | iat = 1800000031 | NOT_YET_VALID | link[0].iat is [1800000031], now is [1800000000]
        nbf-type          | nbf = 1.5 | CLAIM_INVALID | link[0].nbf is [number], must be [integer]
        nbf-now           | nbf = 1800000000
        nbf-ahead         | nbf = 1800000001 | NOT_YET_VALID | link[0].nbf is [1800000001], now is [1800000000]
        exp-type          | exp = "9" | CLAIM_INVALID | link[0].exp is [string], must be [integer]
        exp-at-iat        | exp = 1799999990 | CLAIM_INVALID | link[0].exp is not after its iat
        exp-now           | exp = 1800000000 | EXPIRED | link[0].exp is [1800000000], now is [1800000000]
        exp-next          | exp = 1800000001
        lifetime-300      | exp = 1800000290
        lifetime-301      | exp = 1800000291 | LIFETIME_TOO_LONG | link[0] lives for [PT5M1S], at most [PT5M] as the last link
        exp-2-53          | exp = 9007199254740991 | LIFETIME_TOO_LONG | link[0] lives for [PT2501999292983H36M41S], at most [PT5M] as the last link
        """);
  }

  private static void places(VectorFile file) {
    Rows.add(
        file,
        "root with",
        ClaimVectors::claim,
        """
        aud-text            | aud = "example.org"
        aud-other           | aud = "example.net" | WRONG_AUDIENCE | link[0].aud does not name [example.org]
        aud-case            | aud = "Example.org" | WRONG_AUDIENCE | link[0].aud does not name [example.org]
        aud-type            | aud = {} | CLAIM_INVALID | link[0].aud is [object], must be [array]
        aud-element-type    | aud = [1] | CLAIM_INVALID | link[0].aud[0] is [integer], must be [string]
        aud-empty           | aud = [] | CLAIM_INVALID | link[0].aud is empty
        aud-16              | aud = ["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","example.org"]
        aud-17              | aud = ["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","example.org"] | TOO_LARGE | link[0].aud has [17] values, at most [16]
        may-act-type        | may_act = "x" | CLAIM_INVALID | link[0].may_act is [string], must be [object]
        may-act-no-sub      | may_act = {} | CLAIM_MISSING | link[0].may_act.sub is missing
        may-act-more        | may_act = {"sub":"spiffe://example.org/","iss":"x"} | CLAIM_INVALID | link[0].may_act.iss is not in this profile
        may-act-equal       | may_act = {"sub":"spiffe://example.org/payments"}
        may-act-other       | may_act = {"sub":"spiffe://example.org/pay"} | WRONG_RUNTIME | link[0].may_act.sub does not name [spiffe://example.org/payments]
        may-act-below       | may_act = {"sub":"spiffe://example.org/payments/"} | WRONG_RUNTIME | link[0].may_act.sub does not name [spiffe://example.org/payments]
        may-act-no-domain   | may_act = {"sub":"spiffe://"} | CLAIM_INVALID | link[0].may_act.sub must be [scheme://domain/path], or a prefix ending in [/]
        may-act-dots        | may_act = {"sub":"spiffe://example.org/a/../payments"} | CLAIM_INVALID | link[0].may_act.sub must be [scheme://domain/path], or a prefix ending in [/]
        may-act-escape      | may_act = {"sub":"spiffe://example.org/%70ayments"} | CLAIM_INVALID | link[0].may_act.sub must be [scheme://domain/path], or a prefix ending in [/]
        del-depth-type      | del_depth = 0.0 | CLAIM_INVALID | link[0].del_depth is [number], must be [integer]
        del-depth-one       | del_depth = 1 | BROKEN_ANCESTRY | link[0].del_depth is [1], must be [0]
        del-max-depth-8     | del_max_depth = 8
        del-max-depth-9     | del_max_depth = 9 | DEPTH_EXCEEDED | link[0].del_max_depth is [9], at most [8]
        del-max-depth-minus | del_max_depth = -1 | CLAIM_INVALID | link[0].del_max_depth is negative
        par-hash-in-root    | par_hash = "x" | BROKEN_ANCESTRY | link[0].par_hash stands in a root, which has no parent
        status-type         | status = "x" | CLAIM_INVALID | link[0].status is [string], must be [object]
        """);
  }

  private static void keys(VectorFile file) {
    byte[] seed = new byte[32];
    seed[0] = 7;
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      String jwk = JsonWriter.write(SigningKey.fromSeed(algorithm, seed).publicKey().toJwk());
      String member = algorithm == SignatureAlgorithm.ML_DSA_65 ? "priv" : "d";
      file.invalid(
          "cnf-private-" + algorithm.headerName(),
          "a private " + algorithm.headerName() + " key",
          rootLink(
              with(
                  root(),
                  "cnf",
                  "{\"jwk\":" + jwk.replace("{", "{\"" + member + "\":\"AAAA\",") + "}")),
          Reason.CLAIM_INVALID,
          "link[0].cnf.jwk holds private member [" + member + "]; publish no key",
          "PrivateKey");
    }
    Rows.add(
        file,
        "root with",
        ClaimVectors::claim,
        """
        cnf-type         | cnf = [] | CLAIM_INVALID | link[0].cnf is [array], must be [object]
        cnf-no-jwk       | cnf = {} | CLAIM_MISSING | link[0].cnf.jwk is missing
        cnf-kid          | cnf = {"kid":"x"} | CLAIM_INVALID | link[0].cnf.kid is not in this profile
        cnf-symmetric    | cnf = {"jwk":{"kty":"oct","k":"AAAA"}} | CLAIM_INVALID | link[0].cnf.jwk holds private member [k]; publish no key
        cnf-rsa          | cnf = {"jwk":{"kty":"RSA","n":"AAAA","e":"AQAB"}} | CLAIM_INVALID | link[0].cnf.jwk.kty must be one of [OKP, EC, AKP]
        cnf-x25519       | cnf = {"jwk":{"kty":"OKP","crv":"X25519","x":"AAAA"}} | CLAIM_INVALID | link[0].cnf.jwk.crv must be [Ed25519]
        cnf-short        | cnf = {"jwk":{"kty":"OKP","crv":"Ed25519","x":"AAAA"}} | CLAIM_INVALID | link[0].cnf.jwk.x has [3] bytes, must have [32]
        cnf-alg          | cnf = {"jwk":{"kty":"OKP","crv":"Ed25519","alg":"HS256","x":"AAAA"}} | ALGORITHM_NOT_ALLOWED | link[0].cnf.jwk.alg is not the key's own [Ed25519]
        cnf-use          | cnf = {"jwk":{"kty":"OKP","crv":"Ed25519","use":"enc","x":"AAAA"}} | CLAIM_INVALID | link[0].cnf.jwk.use must be [sig]
        cnf-p384         | cnf = {"jwk":{"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"}} | CLAIM_INVALID | link[0].cnf.jwk.crv must be [P-256]
        cnf-ml-dsa-44    | cnf = {"jwk":{"kty":"AKP","alg":"ML-DSA-44","pub":"AAAA"}} | ALGORITHM_NOT_ALLOWED | link[0].cnf.jwk.alg is not the key's own [ML-DSA-65]
        """);
  }

  private static void writ(VectorFile file) {
    Rows.add(
        file,
        "root with",
        ClaimVectors::claim,
        """
        writ-type        | writ = [] | CLAIM_INVALID | link[0].writ is [array], must be [object]
        writ-unknown     | writ = {"polcy":{}} | CLAIM_INVALID | link[0].writ.polcy is not in this profile
        handoff-type     | writ = {"handoff":1} | CLAIM_INVALID | link[0].writ.handoff is [integer], must be [boolean]
        handoff          | writ = {"handoff":true}
        min-gseq         | writ = {"min_gseq":1} | STALE_GOVERNANCE | link[0].writ.min_gseq cannot be checked: no governance sequence numbers in this version
        gov              | writ = {"gov":{"ticket":"T-1","class":"c","purpose":"p","retention":"P1Y"}}
        gov-unknown      | writ = {"gov":{"owner":"x"}} | CLAIM_INVALID | link[0].writ.gov.owner is not in this profile
        gov-type         | writ = {"gov":{"ticket":1}} | CLAIM_INVALID | link[0].writ.gov.ticket is [integer], must be [string]
        policy           | writ = {"policy":{"id":"payments","digest":"ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}
        policy-id        | writ = {"policy":{"id":"other","digest":"ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}} | WRONG_POLICY | link[0].writ.policy is not the policy that runs [payments ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]
        policy-digest    | writ = {"policy":{"id":"payments","digest":"x"}} | WRONG_POLICY | link[0].writ.policy is not the policy that runs [payments ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]
        policy-no-digest | writ = {"policy":{"id":"payments"}} | CLAIM_MISSING | link[0].writ.policy.digest is missing
        """);
  }
}
