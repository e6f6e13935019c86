package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.PAY;
import static io.writ.crypto.Forge.chain;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.proven;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.scope;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a child may do to its parent, and what not. */
final class ChainVectors {
  private static final String ROOT = rootLink(root());
  private static final String CHILD = link(CHILD_HEADER, child(ROOT), HOLDER);
  private static final String AMOUNT = "\"amount\":{\"type\":\"range\",\"max\":5}";
  private static final String CURRENCY = "\"currency\":{\"type\":\"exact\",\"value\":\"EUR\"}";

  private ChainVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "chain",
            "artifact",
            "A root and one child or two, one thing wrong at a time.",
            Configuration.standard().members());
    file.valid("narrower-child", "a child with fewer actions", proven(chain(ROOT, CHILD)));
    ancestry(file);
    claims(file);
    scopes(file);
    handoff(file);
    depth(file);
    return file;
  }

  private static String childWith(String assignment) {
    int at = assignment.indexOf(" = ");
    return proven(
        Forge.chainWith(assignment.substring(0, at), assignment.substring(at + 3).strip()));
  }

  private static void ancestry(VectorFile file) {
    file.invalid(
        "leaf-alone",
        "the leaf without its root",
        CHILD,
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    file.invalid(
        "child-of-a-stranger",
        "a child signed by another key than its parent's cnf",
        proven(chain(ROOT, link(CHILD_HEADER, child(ROOT), Forge.STRANGER))),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder",
        "WrongKey");
    file.invalid(
        "child-of-the-authority",
        "a child signed by the authority, which is not its parent's holder",
        proven(chain(ROOT, link(CHILD_HEADER, child(ROOT), Forge.AUTHORITY))),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder",
        "WrongKey");
    String sibling = rootLink(with(root(), "jti", "\"01900000-0000-7000-8000-000000000009\""));
    file.invalid(
        "spliced",
        "a child under a sibling of its parent, of the same holder",
        proven(chain(sibling, CHILD)),
        Reason.BROKEN_ANCESTRY,
        "link[1].par_hash is not the hash of the link above",
        "Splice");
    file.invalid(
        "par-hash-missing",
        "a child without par_hash",
        proven(Forge.chainWith(Forge.without(child(ROOT), "par_hash"))),
        Reason.CLAIM_MISSING,
        "link[1].par_hash is missing");
    grandchildren(file);
  }

  private static void grandchildren(VectorFile file) {
    Map<String, JsonValue> grandchild = child(CHILD);
    grandchild.put("iss", Forge.text(CHILD_HOLDER.publicKey().thumbprintUri()));
    grandchild.put("jti", Forge.text("01900000-0000-7000-8000-000000000003"));
    grandchild = with(grandchild, "del_depth", "2");
    grandchild = with(grandchild, "cnf", holderJson(CHILD_HOLDER));
    file.valid(
        "grandchild",
        "three links",
        proven(
            chain(
                ROOT,
                CHILD,
                link(CHILD_HEADER, with(grandchild, "exp", "1800000199"), CHILD_HOLDER))));
    file.invalid(
        "grandchild-re-adds",
        "a grandchild that grants again what its parent dropped",
        proven(
            chain(
                ROOT,
                CHILD,
                link(
                    CHILD_HEADER,
                    with(grandchild, "authorization_details", scope("{\"jdk:net.connect\":{}}")),
                    CHILD_HOLDER))),
        Reason.WIDENED,
        "link[2].authorization_details[0].tools[\"jdk:net.connect\"] is not granted by its parent");
    file.invalid(
        "middle-left-out",
        "root and grandchild without the link between them",
        proven(
            chain(ROOT, link(CHILD_HEADER, with(grandchild, "exp", "1800000199"), CHILD_HOLDER))),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder",
        "Splice");
  }

  private static String holderJson(SigningKey holder) {
    return "{\"jwk\":" + JsonWriter.write(holder.publicKey().toJwk()) + "}";
  }

  private static void claims(VectorFile file) {
    Rows.add(
        file,
        "child with",
        ChainVectors::childWith,
        """
        iss-other        | iss = "https://issuer.example" | BROKEN_ANCESTRY | link[1].iss must be [the thumbprint URI of its parent's cnf.jwk]
        depth-0          | del_depth = 0 | BROKEN_ANCESTRY | link[1].del_depth is [0], must be [1]
        depth-2          | del_depth = 2 | BROKEN_ANCESTRY | link[1].del_depth is [2], must be [1]
        depth-minus      | del_depth = -1 | CLAIM_INVALID | link[1].del_depth is negative
        depth-decimal    | del_depth = 1.0 | CLAIM_INVALID | link[1].del_depth is [number], must be [integer]
        max-depth-0      | del_max_depth = 0 | DEPTH_EXCEEDED | link[1].del_depth is [1], at most [0]
        max-depth-1      | del_max_depth = 1
        max-depth-4      | del_max_depth = 4 | WIDENED | link[1].del_max_depth is [4], at most [3]
        exp-equal        | exp = 1800000200
        exp-later        | exp = 1800000201 | WIDENED | link[1].exp is [1800000201], at most [1800000200]
        exp-at-iat       | exp = 1799999990 | CLAIM_INVALID | link[1].exp is not after its iat
        iat-equal        | iat = 1799999990
        iat-earlier      | iat = 1799999989 | WIDENED | link[1].iat is [1799999989], at least [1799999990]
        nbf-added        | nbf = 1800000000
        aud-subset       | aud = "example.org"
        aud-wider        | aud = ["example.org","example.com"] | WIDENED | link[1].aud names what its parent does not
        aud-away         | aud = "example.net" | WRONG_AUDIENCE | link[1].aud does not name [example.org]
        runtime-narrower | may_act = {"sub":"spiffe://example.org/payments"}
        runtime-wider    | may_act = {"sub":"spiffe://example.or/"} | WIDENED | link[1].may_act.sub is not inside its parent's
        jti-duplicate    | jti = "01900000-0000-7000-8000-000000000001" | BROKEN_ANCESTRY | link[1].jti is that of a link above
        sub-altered      | sub = "bob" | BROKEN_ANCESTRY | link[1].sub differs from its parent's
        act-added        | act = {"sub":"x"} | BROKEN_ANCESTRY | link[1].act differs from its parent's
        txn-altered      | txn = "t-2" | BROKEN_ANCESTRY | link[1].txn differs from its parent's
        req-wl-added     | req_wl = "x" | BROKEN_ANCESTRY | link[1].req_wl differs from its parent's
        gov-added        | writ = {"gov":{"ticket":"T-1"}} | BROKEN_ANCESTRY | link[1].writ.gov differs from its parent's
        policy-added     | writ = {"policy":{"id":"p","digest":"d"}} | BROKEN_ANCESTRY | link[1].writ.policy differs from its parent's
        quorum-added     | writ = {"quorum":{"k":1,"of":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}} | BROKEN_ANCESTRY | link[1].writ.quorum differs from its parent's
        handoff-in-child | writ = {"handoff":true} | CLAIM_INVALID | link[1].writ.handoff stands in a child; only a root may say it
        status-in-child  | status = {"status_list":{"idx":0,"uri":"x"}} | CLAIM_INVALID | link[1].status stands in a child; only a root has one
        """);
    file.invalid(
        "sub-dropped",
        "a child without the sub of its parent",
        proven(Forge.chainWith(Forge.without(child(ROOT), "sub"))),
        Reason.BROKEN_ANCESTRY,
        "link[1].sub differs from its parent's");
    String root = rootLink(with(root(), "nbf", "1799999995"));
    file.invalid(
        "nbf-earlier",
        "a child valid before its parent",
        proven(chain(root, link(CHILD_HEADER, with(child(root), "nbf", "1799999994"), HOLDER))),
        Reason.WIDENED,
        "link[1].nbf is [1799999994], at least [1799999995]");
    file.valid(
        "nbf-inherited",
        "a child without nbf under a parent with one",
        proven(chain(root, link(CHILD_HEADER, child(root), HOLDER))));
  }

  private static void scopes(VectorFile file) {
    String tools = "link[1].authorization_details[0].tools[\"";
    Map<String, List<String>> cases = new LinkedHashMap<>();
    cases.put(
        "argument-dropped",
        List.of(
            "{\"" + PAY + "\":{" + AMOUNT + "}}",
            tools + PAY + "\"].currency is dropped; the parent constrains it"));
    cases.put(
        "grant-opened",
        List.of(
            "{\"" + PAY + "\":{}}",
            tools + PAY + "\"].amount is dropped; the parent constrains it"));
    cases.put(
        "argument-added",
        List.of(
            "{\"" + PAY + "\":{" + AMOUNT + "," + CURRENCY + ",\"to\":{\"type\":\"wildcard\"}}}",
            tools + PAY + "\"].to is added; the parent does not name it"));
    cases.put(
        "other-descriptor",
        List.of(
            "{\"java:com.acme.Pay#transfer(long)\":{}}",
            tools + "java:com.acme.Pay#transfer(long)\"] is not granted by its parent"));
    cases.put(
        "other-case",
        List.of("{\"JDK:file.read\":{}}", tools + "JDK:file.read\"] is not granted by its parent"));
    for (String path : List.of("/", "/database", "/Data", "/data%2e", "/etc")) {
      cases.put(
          "path-" + path,
          List.of(
              "{\"jdk:file.read\":{\"path\":{\"type\":\"path_under\",\"path\":\"" + path + "\"}}}",
              tools + "jdk:file.read\"].path admits more than its parent's constraint"));
    }
    cases.forEach(
        (id, scopeAndDetail) ->
            file.invalid(
                id,
                "child's scope: " + scopeAndDetail.get(0),
                childWith("authorization_details = " + scope(scopeAndDetail.get(0))),
                Reason.WIDENED,
                scopeAndDetail.get(1)));
    file.valid(
        "open-grant-constrained",
        "a child that constrains an open grant",
        childWith(
            "authorization_details = "
                + scope("{\"jdk:net.connect\":{\"host\":{\"type\":\"host\",\"host\":\"a.b\"}}}")));
    file.valid(
        "nothing-granted",
        "a child that grants nothing",
        childWith("authorization_details = " + scope("{}")));
  }

  private static void handoff(VectorFile file) {
    Map<String, JsonValue> equal = child(ROOT);
    equal.put("authorization_details", root().get("authorization_details"));
    file.invalid(
        "equal",
        "a child that narrows nothing",
        proven(Forge.chainWith(equal)),
        Reason.NOT_NARROWER,
        "link[1] narrows none of [scope, environment, audience, runtime, depth, expiry] and the root does not say"
            + " writ.handoff");
    String root = rootLink(with(root(), "writ", "{\"handoff\":true}"));
    Map<String, JsonValue> handed = child(root);
    handed.put("authorization_details", root().get("authorization_details"));
    file.valid(
        "equal-with-handoff",
        "a child that narrows nothing, and a root that allows it",
        proven(chain(root, link(CHILD_HEADER, handed, HOLDER))));
    for (String narrowing :
        List.of(
            "aud = \"example.org\"",
            "may_act = {\"sub\":\"spiffe://example.org/payments\"}",
            "del_max_depth = 2",
            "exp = 1800000199")) {
      int at = narrowing.indexOf(" = ");
      file.valid(
          "narrower-" + narrowing.substring(0, at),
          "one narrowing is enough: " + narrowing,
          proven(
              Forge.chainWith(
                  with(equal, narrowing.substring(0, at), narrowing.substring(at + 3)))));
    }
  }

  private static void depth(VectorFile file) {
    Map<String, JsonValue> root = with(root(), "exp", "1800003590");
    file.invalid(
        "long-lived-root-alone",
        "a root that lives for an hour, alone",
        proven(rootLink(root)),
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT1H], at most [PT5M] as the last link");
    file.valid(
        "long-lived-root",
        "a root that lives for an hour, and a child",
        proven(chain(rootLink(root), link(CHILD_HEADER, child(rootLink(root)), HOLDER))));
    Map<String, JsonValue> longer = with(root(), "exp", "1800003591");
    file.invalid(
        "too-long-lived-root",
        "a root that lives for an hour and a second, and a child",
        proven(chain(rootLink(longer), link(CHILD_HEADER, child(rootLink(longer)), HOLDER))),
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT1H1S], at most [PT1H] as a link above the last");
    Map<String, JsonValue> final0 = with(root(), "del_max_depth", "0");
    file.invalid(
        "child-of-a-final-root",
        "a child of a root with del_max_depth 0",
        proven(chain(rootLink(final0), link(CHILD_HEADER, child(rootLink(final0)), HOLDER))),
        Reason.DEPTH_EXCEEDED,
        "link[1].del_depth is [1], at most [0]");
    file.valid("nine-links", "nine links, each narrower by a second", Ladder.proven(9));
  }
}
