package io.writ.crypto;

import static io.writ.crypto.Rejections.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.SignedPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The envelope of a policy: who may sign, and what is inside. */
class SignedPolicyTest {
  private static final SigningKey OPS = Forge.key(21);
  private static final SigningKey OTHER = Forge.key(22);
  private static final Instant NOW = Instant.ofEpochSecond(Forge.NOW);
  private static final PinnedKeys SIGNERS = new PinnedKeys(Map.of("ops", OPS.publicKey()));
  private static final String DOCUMENT = "# Überblick\nid: shop\nversion: 3\n";

  private static SignedPolicy policy() {
    return new SignedPolicy("ops", "shop", 3, NOW, DOCUMENT);
  }

  private static SignedPolicy verify(String text) throws Rejected {
    return SignedPolicy.verify(text, SIGNERS, new Signatures(), NOW);
  }

  private static String forged(String member, String json) {
    Map<String, JsonValue> claims =
        Forge.claims(
            "{\"id\":\"shop\",\"version\":3,\"iat\":%d,\"document\":\"id: shop\"}"
                .formatted(Forge.NOW));
    return Beside.signed("writ-policy+jwt", "ops", Forge.with(claims, member, json), OPS);
  }

  @Test
  void policySignedByAPinnedSigner_comesBackByteForByte() throws Rejected {
    SignedPolicy signed = verify(policy().sign(OPS) + "\n");
    assertEquals(policy(), signed);
    assertArrayEquals(DOCUMENT.getBytes(StandardCharsets.UTF_8), signed.documentBytes());
  }

  @Test
  void signerThatIsNotPinned_isRefused() throws Rejected {
    String foreign = new SignedPolicy("eve", "shop", 3, NOW, DOCUMENT).sign(OTHER);
    assertRefused(
        () -> verify(foreign),
        Reason.UNKNOWN_AUTHORITY,
        "policy.header.kid is [eve], which is none of the trust file's policy_signers");
    String underOurName = policy().sign(OTHER);
    assertRefused(
        () -> verify(underOurName),
        Reason.BAD_SIGNATURE,
        "policy.signature is not that of the policy signer [ops]");
  }

  @Test
  void anotherSignedThing_isNoPolicy() {
    Map<String, JsonValue> claims =
        Forge.claims("{\"id\":\"shop\",\"version\":3,\"iat\":1,\"document\":\"x\"}");
    String revocations = Beside.signed("writ-revocations+jwt", "ops", claims, OPS);
    assertRefused(
        () -> verify(revocations),
        Reason.WRONG_TYPE,
        "policy.header.typ must be [writ-policy+jwt]");
  }

  @Test
  void claimThatIsWrongOrUnknown_isRefusedByItsPath() {
    assertRefused(
        () -> verify(forged("version", "0")),
        Reason.CLAIM_INVALID,
        "policy.version must be at least [1]");
    assertRefused(
        () -> verify(forged("document", "7")),
        Reason.CLAIM_INVALID,
        "policy.document must be [text], the policy document");
    assertRefused(
        () -> verify(forged("mode", "\"observe\"")),
        Reason.CLAIM_INVALID,
        "policy.mode is not in this profile");
    assertRefused(
        () -> verify(forged("iat", Long.toString(Forge.NOW + 31))),
        Reason.NOT_YET_VALID,
        "policy.iat is [2027-01-15T08:00:31Z], now is [2027-01-15T08:00:00Z]");
  }

  @Test
  void envelopesAndDocuments_areToldApart() throws Rejected {
    assertTrue(SignedPolicy.isSigned(policy().sign(OPS) + "\n"));
    assertFalse(SignedPolicy.isSigned(DOCUMENT));
    assertFalse(SignedPolicy.isSigned("a.b.c: 1"));
    assertFalse(SignedPolicy.isSigned(""));
  }
}
