package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.Rejected;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules about this runtime and this moment, which every link must keep. */
final class RuntimeRules {
  private final VerifierTerms terms;

  RuntimeRules(VerifierTerms terms) {
    this.terms = terms;
  }

  void check(LinkClaims link, boolean isLeaf, Instant now, @Nullable PolicyPin running, String at)
      throws Rejected {
    checkLifetime(link, isLeaf, at);
    checkTime(link, now.getEpochSecond(), at);
    String audience = terms.runtime().audience();
    if (!link.audience().contains(audience)) {
      throw new Rejected(Reason.WRONG_AUDIENCE, at + ".aud does not name [" + audience + "]");
    }
    String runtime = terms.runtime().id();
    if (!RuntimeName.covers(link.mayAct(), runtime)) {
      throw new Rejected(Reason.WRONG_RUNTIME, at + ".may_act.sub does not name [" + runtime + "]");
    }
    checkPolicy(link.shared().policy(), running, at);
    terms.environment().check(link.environment(), now, at + ".writ.env");
  }

  private void checkLifetime(LinkClaims link, boolean isLeaf, String at) throws Rejected {
    Duration lifetime = Duration.ofSeconds(link.expiresAt() - link.issuedAt());
    Duration limit = isLeaf ? terms.lifetimes().leaf() : terms.lifetimes().root();
    if (lifetime.compareTo(limit) > 0) {
      throw new Rejected(
          Reason.LIFETIME_TOO_LONG,
          at
              + " lives for ["
              + lifetime
              + "], at most ["
              + limit
              + "] as "
              + (isLeaf ? "the last link" : "a link above the last"));
    }
  }

  private static void checkTime(LinkClaims link, long now, String at) throws Rejected {
    if (link.issuedAt() > now + ArtifactVerifier.CLOCK_SKEW.toSeconds()) {
      throw new Rejected(
          Reason.NOT_YET_VALID, at + ".iat is [" + link.issuedAt() + "], now is [" + now + "]");
    }
    Long notBefore = link.notBefore();
    if (notBefore != null && notBefore > now) {
      throw new Rejected(
          Reason.NOT_YET_VALID, at + ".nbf is [" + notBefore + "], now is [" + now + "]");
    }
    if (link.expiresAt() <= now) {
      throw new Rejected(
          Reason.EXPIRED, at + ".exp is [" + link.expiresAt() + "], now is [" + now + "]");
    }
  }

  private static void checkPolicy(@Nullable PolicyPin pin, @Nullable PolicyPin running, String at)
      throws Rejected {
    if (pin != null && !pin.equals(running)) {
      throw new Rejected(
          Reason.WRONG_POLICY,
          at
              + ".writ.policy is not the policy that runs ["
              + (running == null ? "none" : running.id() + " " + running.digest())
              + "]");
    }
  }
}
