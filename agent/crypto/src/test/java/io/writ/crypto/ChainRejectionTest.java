package io.writ.crypto;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.PAY;
import static io.writ.crypto.Forge.STRANGER;
import static io.writ.crypto.Forge.chain;
import static io.writ.crypto.Forge.chainWith;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.scope;
import static io.writ.crypto.Forge.text;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Forge.without;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Rejected;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a child must not do to its parent. */
class ChainRejectionTest {
  private static final String ROOT = rootLink(root());
  private static final String TOOLS = "link[1].authorization_details[0].tools";

  private static void assertChildRejected(String name, String json, Reason reason, String message) {
    assertRejected(chainWith(name, json), reason, message);
  }

  @Test
  void narrowerChild_verifiesAndItsScopeCounts() throws Rejected {
    VerifiedArtifact artifact = Forge.verify(chainWith(child(ROOT)));
    assertEquals("01900000-0000-7000-8000-000000000002", artifact.id());
    assertEquals(Set.of(PAY, "jdk:file.read"), artifact.tools().keySet());
    assertEquals(2, artifact.chain().size());
    assertEquals(1, artifact.chain().get(1).depth());
  }

  @Test
  void leafPresentedWithoutItsRoot_isRejected() {
    assertRejected(
        link(CHILD_HEADER, child(ROOT), HOLDER),
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]");
  }

  /** With the parent's own key: then it is its holder who presents it. */
  @Test
  void parentPresentedByItsOwnHolder_verifies() throws Rejected {
    assertEquals(3, Forge.verify(chain(ROOT)).tools().size());
  }

  @Test
  void childSignedByANonHolder_isRejected() {
    assertRejected(
        chain(ROOT, link(CHILD_HEADER, child(ROOT), STRANGER)),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder");
    assertRejected(
        chain(ROOT, link(CHILD_HEADER, child(ROOT), Forge.AUTHORITY)),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder");
  }

  @Test
  void childSplicedUnderASiblingOfItsParent_isRejected() {
    String sibling = rootLink(with(root(), "jti", "\"01900000-0000-7000-8000-000000000009\""));
    assertRejected(
        chain(sibling, link(CHILD_HEADER, child(ROOT), HOLDER)),
        Reason.BROKEN_ANCESTRY,
        "link[1].par_hash is not the hash of the link above");
  }

  @Test
  void childWithoutParentHashOrWithAnotherIssuer_isRejected() {
    assertRejected(
        chainWith(without(child(ROOT), "par_hash")),
        Reason.CLAIM_MISSING,
        "link[1].par_hash is missing");
    assertChildRejected(
        "iss",
        "\"https://issuer.example\"",
        Reason.BROKEN_ANCESTRY,
        "link[1].iss must be [the thumbprint URI of its parent's cnf.jwk]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|BROKEN_ANCESTRY|link[1].del_depth is [0], must be [1]",
        "2|BROKEN_ANCESTRY|link[1].del_depth is [2], must be [1]",
        "-1|CLAIM_INVALID|link[1].del_depth is negative",
        "1.0|CLAIM_INVALID|link[1].del_depth is [number], must be [integer]",
      })
  void skippedNegativeOrFractionalDepth_isRejected(String depth, Reason reason, String message) {
    assertChildRejected("del_depth", depth, reason, message);
  }

  @Test
  void depthBeyondTheParentsOrItsOwnMaximum_isRejected() {
    Map<String, JsonValue> root = with(root(), "del_max_depth", "0");
    assertRejected(
        chain(rootLink(root), link(CHILD_HEADER, child(rootLink(root)), HOLDER)),
        Reason.DEPTH_EXCEEDED,
        "link[1].del_depth is [1], at most [0]");
    assertChildRejected(
        "del_max_depth", "0", Reason.DEPTH_EXCEEDED, "link[1].del_depth is [1], at most [0]");
    assertChildRejected(
        "del_max_depth", "4", Reason.WIDENED, "link[1].del_max_depth is [4], at most [3]");
  }

  @Test
  void laterExpiryEarlierNotBeforeOrEarlierIssue_isRejected() {
    assertChildRejected(
        "exp", "1800000201", Reason.WIDENED, "link[1].exp is [1800000201], at most [1800000200]");
    assertChildRejected(
        "iat", "1799999989", Reason.WIDENED, "link[1].iat is [1799999989], at least [1799999990]");
    String root = rootLink(with(root(), "nbf", "1799999995"));
    assertRejected(
        chain(root, link(CHILD_HEADER, with(child(root), "nbf", "1799999994"), HOLDER)),
        Reason.WIDENED,
        "link[1].nbf is [1799999994], at least [1799999995]");
  }

  @Test
  void rootThatLivesLongerThanALeafMay_isForDelegatingOnly() throws Rejected {
    Map<String, JsonValue> root = with(root(), "exp", "1800003590");
    assertRejected(
        rootLink(root),
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT1H], at most [PT5M] as the last link");
    Forge.verify(chain(rootLink(root), link(CHILD_HEADER, child(rootLink(root)), HOLDER)));
    Map<String, JsonValue> longer = with(root(), "exp", "1800003591");
    assertRejected(
        chain(rootLink(longer), link(CHILD_HEADER, child(rootLink(longer)), HOLDER)),
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT1H1S], at most [PT1H] as a link above the last");
  }

  @Test
  void grandchildThatReAddsADroppedAction_isRejected() {
    String child = link(CHILD_HEADER, child(ROOT), HOLDER);
    Map<String, JsonValue> grandchild = child(child);
    grandchild.put("iss", text(CHILD_HOLDER.publicKey().thumbprintUri()));
    grandchild.put("jti", text("01900000-0000-7000-8000-000000000003"));
    grandchild = with(grandchild, "del_depth", "2");
    grandchild = with(grandchild, "authorization_details", scope("{\"jdk:net.connect\":{}}"));
    assertRejected(
        chain(ROOT, child, link(CHILD_HEADER, grandchild, CHILD_HOLDER)),
        Reason.WIDENED,
        "link[2].authorization_details[0].tools[\"jdk:net.connect\"] is not granted by its parent");
  }

  @Test
  void addedOrDroppedArgument_isRejected() {
    String amount = "\"amount\":{\"type\":\"range\",\"max\":5}";
    String currency = "\"currency\":{\"type\":\"exact\",\"value\":\"EUR\"}";
    assertChildRejected(
        "authorization_details",
        scope("{\"" + PAY + "\":{" + amount + "}}"),
        Reason.WIDENED,
        TOOLS + "[\"" + PAY + "\"].currency is dropped; the parent constrains it");
    assertChildRejected(
        "authorization_details",
        scope("{\"" + PAY + "\":{}}"),
        Reason.WIDENED,
        TOOLS + "[\"" + PAY + "\"].amount is dropped; the parent constrains it");
    assertChildRejected(
        "authorization_details",
        scope("{\"" + PAY + "\":{" + amount + "," + currency + ",\"to\":{\"type\":\"wildcard\"}}}"),
        Reason.WIDENED,
        TOOLS + "[\"" + PAY + "\"].to is added; the parent does not name it");
  }

  @Test
  void childOfAnOpenGrant_mayConstrainIt() throws Rejected {
    Forge.verify(
        chainWith(
            "authorization_details",
            scope("{\"jdk:net.connect\":{\"host\":{\"type\":\"exact\",\"value\":\"a\"}}}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dat", "/database", "/Data", "/data%2e/x", "/etc"})
  void pathThatIsNotUnderTheParents_isRejected(String path) {
    assertChildRejected(
        "authorization_details",
        scope("{\"jdk:file.read\":{\"path\":{\"type\":\"path_under\",\"path\":\"" + path + "\"}}}"),
        Reason.WIDENED,
        TOOLS + "[\"jdk:file.read\"].path admits more than its parent's constraint");
  }

  @Test
  void widenedConstraint_isRejectedWithItsPath() {
    assertChildRejected(
        "authorization_details",
        scope(
            "{\""
                + PAY
                + "\":{\"amount\":{\"type\":\"range\",\"max\":501},\"currency\":{\"type\":\"exact\","
                + "\"value\":\"EUR\"}}}"),
        Reason.WIDENED,
        TOOLS + "[\"" + PAY + "\"].amount admits more than its parent's constraint");
  }

  @Test
  void methodOfAnotherDescriptor_isAnotherAction() {
    assertChildRejected(
        "authorization_details",
        scope("{\"java:com.acme.Pay#transfer(long)\":{}}"),
        Reason.WIDENED,
        TOOLS + "[\"java:com.acme.Pay#transfer(long)\"] is not granted by its parent");
  }

  @Test
  void duplicateId_isRejected() {
    assertChildRejected(
        "jti",
        "\"01900000-0000-7000-8000-000000000001\"",
        Reason.BROKEN_ANCESTRY,
        "link[1].jti is that of a link above");
  }

  @Test
  void widenedAudienceOrRuntime_isRejected() {
    assertChildRejected(
        "aud",
        "[\"example.org\",\"example.com\"]",
        Reason.WIDENED,
        "link[1].aud names what its parent does not");
    String root = rootLink(with(root(), "may_act", "{\"sub\":\"spiffe://example.org/payments\"}"));
    assertRejected(
        chain(root, link(CHILD_HEADER, child(root), HOLDER)),
        Reason.WIDENED,
        "link[1].may_act.sub is not inside its parent's");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sub|\"bob\"|sub",
        "act|{\"sub\":\"x\"}|act",
        "txn|\"t-2\"|txn",
        "req_wl|\"spiffe://x/y\"|req_wl",
        "writ|{\"gov\":{\"ticket\":\"T-1\"}}|writ.gov",
        "writ|{\"policy\":{\"id\":\"p\",\"digest\":\"d\"}}|writ.policy",
        "writ|{\"quorum\":{\"k\":1,\"of\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"]}}"
            + "|writ.quorum",
      })
  void alteredSharedClaim_isRejected(String name, String json, String path) {
    assertChildRejected(
        name, json, Reason.BROKEN_ANCESTRY, "link[1]." + path + " differs from its parent's");
  }

  @Test
  void droppedSharedClaim_isRejected() {
    assertRejected(
        chainWith(without(child(ROOT), "sub")),
        Reason.BROKEN_ANCESTRY,
        "link[1].sub differs from its parent's");
  }

  @Test
  void equalChild_needsARootThatAllowsAHandOver() throws Rejected {
    Map<String, JsonValue> equal = child(ROOT);
    equal.put("authorization_details", root().get("authorization_details"));
    assertRejected(
        chainWith(equal),
        Reason.NOT_NARROWER,
        "link[1] narrows none of [scope, environment, audience, runtime, depth, expiry] and the root does not say"
            + " writ.handoff");
    String root = rootLink(with(root(), "writ", "{\"handoff\":true}"));
    Map<String, JsonValue> handedOver = child(root);
    handedOver.put("authorization_details", root().get("authorization_details"));
    Forge.verify(chain(root, link(CHILD_HEADER, handedOver, HOLDER)));
    assertRejected(
        chain(root, link(CHILD_HEADER, with(handedOver, "writ", "{\"handoff\":true}"), HOLDER)),
        Reason.CLAIM_INVALID,
        "link[1].writ.handoff stands in a child; only a root may say it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aud|\"example.org\"",
        "may_act|{\"sub\":\"spiffe://example.org/payments\"}",
        "del_max_depth|2",
        "exp|1800000199",
      })
  void anyOneNarrowing_isEnough(String name, String json) throws Rejected {
    Map<String, JsonValue> equal = child(ROOT);
    equal.put("authorization_details", root().get("authorization_details"));
    Forge.verify(chainWith(with(equal, name, json)));
  }
}
