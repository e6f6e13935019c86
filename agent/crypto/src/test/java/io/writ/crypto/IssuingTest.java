package io.writ.crypto;

import static io.writ.crypto.Forge.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Range;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.Signer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IssuingTest {
  private static final Instant ISSUED = Instant.ofEpochSecond(NOW);
  private static final Map<String, Grant> UP_TO_500 = pay("500");

  private static Map<String, Grant> pay(String max) {
    return Map.of("java:pay", new Grant(Map.of("amount", new Range(null, new BigDecimal(max)))));
  }

  private static RootTerms terms(Map<String, Grant> tools, String runtime, int maxDepth) {
    return RootTerms.builder(
            LinkId.of(ISSUED, 1, 1),
            "https://issuer.example",
            ISSUED,
            Duration.ofMinutes(5),
            List.of("example.org"),
            runtime,
            tools,
            Forge.HOLDER.publicKey())
        .maxDepth(maxDepth)
        .subject("alice")
        .build();
  }

  private static String minted() throws Rejected {
    return ArtifactIssuer.mint(
        "issuer-2026", terms(UP_TO_500, "spiffe://example.org/payments", 2), Forge.AUTHORITY);
  }

  private static Narrowing narrowing(@Nullable Map<String, Grant> tools) {
    return new Narrowing(
        LinkId.of(ISSUED, 2, 2),
        Forge.CHILD_HOLDER.publicKey(),
        ISSUED.minusSeconds(5),
        null,
        null,
        tools,
        null,
        null,
        null,
        Map.of());
  }

  private static void assertRefused(Executable issuing, Reason reason, String message) {
    Rejected rejected = assertThrows(Rejected.class, issuing);
    assertEquals(reason + " " + message, rejected.reason() + " " + rejected.getMessage());
  }

  /** A signer that must not be reached. */
  private static Signer refusing(SigningKey key) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return key.publicKey();
      }

      @Override
      public byte[] sign(byte[] signingInput) {
        throw new AssertionError("signed what must be refused");
      }
    };
  }

  @Test
  void mintedAndAttenuatedArtifact_verifies() throws Rejected {
    String artifact = ArtifactIssuer.attenuate(minted(), narrowing(pay("99.95")), Forge.HOLDER);
    VerifiedArtifact verified = Forge.verify(artifact);
    assertEquals(pay("99.95"), verified.tools());
    assertEquals("alice", verified.subject());
    assertEquals(ISSUED, verified.chain().get(1).issuedAt());
  }

  @Test
  void childThatWidens_isRefusedBeforeSigning() throws Rejected {
    String root = minted();
    assertRefused(
        () -> ArtifactIssuer.attenuate(root, narrowing(pay("500.01")), refusing(Forge.HOLDER)),
        Reason.WIDENED,
        "link[1].authorization_details[0].tools[\"java:pay\"].amount admits more than its parent's"
            + " constraint");
  }

  @Test
  void childThatNarrowsNothing_isRefusedBeforeSigning() throws Rejected {
    String root = minted();
    assertRefused(
        () -> ArtifactIssuer.attenuate(root, narrowing(null), refusing(Forge.HOLDER)),
        Reason.NOT_NARROWER,
        "link[1] narrows none of [scope, environment, audience, runtime, depth, expiry] and the root does not say"
            + " writ.handoff");
  }

  @Test
  void keyThatIsNotTheHolders_isRefused() throws Rejected {
    String root = minted();
    assertRefused(
        () -> ArtifactIssuer.attenuate(root, narrowing(pay("1")), refusing(Forge.STRANGER)),
        Reason.BROKEN_ANCESTRY,
        "link[0].cnf.jwk is not the key that was given for signing");
  }

  @Test
  void termsOutsideTheProfile_areRefusedBeforeSigning() {
    assertRefused(
        () ->
            ArtifactIssuer.mint(
                "issuer-2026", terms(UP_TO_500, "payments", 2), refusing(Forge.AUTHORITY)),
        Reason.CLAIM_INVALID,
        "link[0].may_act.sub must be [scheme://domain/path], or a prefix ending in [/]");
    assertRefused(
        () ->
            ArtifactIssuer.mint(
                "issuer-2026", terms(UP_TO_500, "spiffe://a/", 9), refusing(Forge.AUTHORITY)),
        Reason.DEPTH_EXCEEDED,
        "link[0].del_max_depth is [9], at most [8]");
    assertRefused(
        () ->
            ArtifactIssuer.mint(
                "a/b", terms(UP_TO_500, "spiffe://a/", 1), refusing(Forge.AUTHORITY)),
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]");
  }

  @Test
  void linkId_isAVersion7UuidThatBeginsWithTheTime() {
    assertEquals(
        "01a3185c-5000-7fff-bfff-ffffffffffff",
        LinkId.of(Instant.ofEpochSecond(1_800_000_000L), -1, -1));
  }
}
