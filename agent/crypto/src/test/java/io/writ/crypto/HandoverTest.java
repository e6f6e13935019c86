package io.writ.crypto;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.chain;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CarriedMessage;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artifacts that one runtime hands to another: for it, for one message, once. */
class HandoverTest {
  private static final SigningKey RECEIVER = Forge.key(9);
  private static final String POST = "POST /transfers";
  private static final String PAYMENTS = "spiffe://example.org/payments";
  private static final String EXECUTION = "00000000000000070000000000000009";
  private static final String ROOT = rootLink(root());

  private final ArtifactVerifier verifier =
      Beside.verifier(Forge.terms().withRuntimeKey(RECEIVER.publicKey()));

  private static Map<String, JsonValue> handedOver() {
    Map<String, JsonValue> claims = with(child(ROOT), "cnf", confirmation(RECEIVER));
    claims = with(claims, "iat", "" + NOW);
    claims = with(claims, "exp", "" + (NOW + 60));
    return with(claims, "writ", handover(PAYMENTS));
  }

  private static String confirmation(SigningKey key) {
    return "{\"jwk\":" + JsonWriter.write(key.publicKey().toJwk()) + "}";
  }

  private static String handover(String runtime) {
    return "{#handover#:{#to#:#%s#,#exec#:#%s#,#msg#:#%s#}}"
        .replace('#', '"')
        .formatted(runtime, EXECUTION, Handover.digest(POST));
  }

  private static String presented(Map<String, JsonValue> child) {
    return chain(ROOT, link(CHILD_HEADER, child, HOLDER));
  }

  private VerifiedArtifact arrive(
      String presented, String message, @Nullable String coordinates, long now) throws Rejected {
    return verifier.verify(
        presented,
        Instant.ofEpochSecond(now),
        GovernanceState.NONE,
        0,
        null,
        new CarriedMessage(message, coordinates));
  }

  private void assertArrivalRefused(Map<String, JsonValue> child, Reason reason, String message) {
    assertRefused(() -> arrive(presented(child), POST, null, NOW), reason, message);
  }

  @Test
  void artifactHandedToThisRuntimeWithThisMessage_needsNoProof() throws Rejected {
    VerifiedArtifact artifact = arrive(presented(handedOver()), POST, null, NOW);
    Handover handover = artifact.handover();
    assertNotNull(handover);
    assertEquals(EXECUTION, handover.execution());
  }

  @Test
  void sameHandOver_isGoodOnce() throws Rejected {
    arrive(presented(handedOver()), POST, null, NOW);
    assertArrivalRefused(
        handedOver(),
        Reason.POSSESSION_NOT_PROVEN,
        "link[1] arrived before with another message; sign one for each");
  }

  @Test
  void queuedHandOver_comesAgainAtItsPlaceOnly() throws Rejected {
    String presented = presented(handedOver());
    arrive(presented, POST, "orders-0-1", NOW + 59);
    arrive(presented, POST, "orders-0-1", NOW + 59);
    assertRefused(
        () -> arrive(presented, POST, "orders-0-2", NOW + 59),
        Reason.POSSESSION_NOT_PROVEN,
        "link[1] arrived before with another message; sign one for each");
    assertRefused(
        () -> arrive(presented, POST, "orders-0-1", NOW + 60),
        Reason.EXPIRED,
        "link[1].exp is [1800000060], now is [1800000060]");
  }

  @Test
  void handOverWithAnotherMessage_isRefused() {
    assertRefused(
        () -> arrive(presented(handedOver()), "POST /transfer", null, NOW),
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover.msg is the hash of another message");
  }

  /** A refused arrival must not use up the one that is meant. */
  @Test
  void handOverThatWasRefused_isStillGoodWithItsMessage() throws Rejected {
    String presented = presented(handedOver());
    assertRefused(
        () -> arrive(presented, "GET /", null, NOW),
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover.msg is the hash of another message");
    arrive(presented, POST, null, NOW);
  }

  @Test
  void handOver_isNotBoundWithoutItsMessage() {
    assertRejected(
        verifier,
        presented(handedOver()),
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover is for one message; it counts where that arrives, by Writ.arrive");
  }

  /** What was meant for another runtime and copied to this one. */
  @Test
  void handOverToAnotherRuntime_isRefused() {
    assertArrivalRefused(
        with(handedOver(), "writ", handover("spiffe://example.org/orders")),
        Reason.WRONG_RUNTIME,
        "link[1].writ.handover.to is not [spiffe://example.org/payments]");
    assertArrivalRefused(
        with(handedOver(), "may_act", "{\"sub\":\"spiffe://example.org/orders\"}"),
        Reason.WRONG_RUNTIME,
        "link[1].may_act.sub does not name [spiffe://example.org/payments]");
    assertArrivalRefused(
        with(handedOver(), "aud", "[\"example.net\"]"),
        Reason.WRONG_AUDIENCE,
        "link[1].aud does not name [example.org]");
    assertArrivalRefused(
        with(handedOver(), "cnf", confirmation(CHILD_HOLDER)),
        Reason.POSSESSION_NOT_PROVEN,
        "link[1].cnf.jwk is not this runtime's key; the sender's policy must list the key that the"
            + " trust file pins under runtime.key");
  }

  @Test
  void runtimeWithoutAKey_takesNoHandOver() {
    assertRefused(
        () ->
            Forge.verifier()
                .verify(
                    presented(handedOver()),
                    Instant.ofEpochSecond(NOW),
                    GovernanceState.NONE,
                    0,
                    null,
                    new CarriedMessage(POST, null)),
        Reason.POSSESSION_NOT_PROVEN,
        "link[1].cnf.jwk is not this runtime's key; the sender's policy must list the key that the"
            + " trust file pins under runtime.key");
  }

  /** Somebody who saw the artifact in flight and shortens it has no key for the rest. */
  @Test
  void artifactWithoutItsHandOver_isNoHandOver() {
    assertRefused(
        () -> arrive(chain(ROOT), POST, null, NOW),
        Reason.POSSESSION_NOT_PROVEN,
        "proof is missing; sign one with the key of the last link's cnf.jwk");
  }

  @Test
  void artifactThatWasNotHandedOver_arrivesWithAProof() throws Rejected {
    arrive(Forge.proven(ROOT), POST, null, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | link[1].writ.handover is [integer], must be [object]",
        "{'to':'s://d/'} | link[1].writ.handover.exec is missing",
        "{'to':'s://d/','exec':'07','msg':'x'} | link[1].writ.handover.to must be"
            + " [scheme://domain/path]",
        "{'to':'s://d/p','exec':'07','msg':'x'} | link[1].writ.handover.exec must be [32"
            + " hexadecimal digits in lower case]",
        "{'to':'s://d/p','exec':'0000000000000007000000000000000A','msg':'x'} |"
            + " link[1].writ.handover.exec must be [32 hexadecimal digits in lower case]",
        "{'to':'s://d/p','exec':'00000000000000070000000000000009','msg':'x'} |"
            + " link[1].writ.handover.msg must be [a SHA-256 in base64url]",
        "{'to':'s://d/p','exec':'00000000000000070000000000000009',"
            + "'msg':'cd9oG7v6KDkhGJAMTCgFJ6qztWNF9hfjBM1CbeS4LM'} |"
            + " link[1].writ.handover.msg must be [a SHA-256 in base64url]",
        "{'to':'s://d/p','exec':'00000000000000070000000000000009',"
            + "'msg':'cd9oG7v6KDkhGJAMTCgFJ6qztWNF9hfjBM1CbeS4LMF'} |"
            + " link[1].writ.handover.msg must be [a SHA-256 in base64url]",
        "{'to':'s://d/p','exec':'00000000000000070000000000000009',"
            + "'msg':'cd9oG7v6KDkhGJAMTCgFJ6qztWNF9hfjBM1CbeS4LME','for':'x'} |"
            + " link[1].writ.handover.for is not in this profile",
        "{} | link[1].writ.handover.to is missing",
        "{'to':'s://d/p','exec':'x'} | link[1].writ.handover.msg is missing"
      })
  void handOverInAnotherForm_isRefused(String handover, String message) {
    Reason reason = message.endsWith("is missing") ? Reason.CLAIM_MISSING : Reason.CLAIM_INVALID;
    String writ = "{\"handover\":" + handover.replace('\'', '"') + "}";
    assertArrivalRefused(with(handedOver(), "writ", writ), reason, message);
  }

  @Test
  void handOverInARoot_isRefused() {
    assertRejected(
        verifier,
        rootLink(with(root(), "writ", handover(PAYMENTS))),
        Reason.CLAIM_INVALID,
        "link[0].writ.handover stands in a root; a holder says it in a link below");
  }

  @Test
  void receiver_handsOnWhatItReceived() throws Rejected {
    SigningKey third = Forge.key(10);
    String received = presented(handedOver());
    String handedOn =
        ArtifactIssuer.handOver(
            Presentation.parse(received),
            narrowing("01900000-0000-7000-8000-000000000003", third, NOW + 50),
            Handover.of(PAYMENTS, 1, 2, POST),
            RECEIVER);
    VerifiedArtifact artifact =
        Beside.verifier(Forge.terms().withRuntimeKey(third.publicKey()))
            .verify(
                handedOn,
                Instant.ofEpochSecond(NOW),
                GovernanceState.NONE,
                0,
                null,
                new CarriedMessage(POST, null));
    assertEquals(3, artifact.chain().size());
    assertEquals(
        "00000000000000010000000000000002",
        artifact.handover() == null ? "" : artifact.handover().execution());
  }

  @Test
  void coSignatures_travelAndApprovalsDoNot() throws Rejected {
    String general = Beside.cosigned(ROOT, "anna", Beside.ANNA);
    String approval = Beside.approved(ROOT, "ben", Beside.BEN, Forge.hash(ROOT));
    String handedOver =
        ArtifactIssuer.handOver(
            new Presentation(List.of(ROOT), List.of(general, approval), null),
            narrowing("01900000-0000-7000-8000-000000000003", RECEIVER, NOW + 50),
            Handover.of(PAYMENTS, 1, 2, POST),
            HOLDER);
    assertEquals(
        List.of(general),
        UnverifiedArtifact.readUnverified(handedOver).presentation().cosignatures());
  }

  private static Narrowing narrowing(String id, SigningKey holder, long expiresAt) {
    return new Narrowing(
        id,
        holder.publicKey(),
        Instant.ofEpochSecond(NOW),
        null,
        Instant.ofEpochSecond(expiresAt),
        null,
        null,
        null,
        null,
        Map.of());
  }
}
