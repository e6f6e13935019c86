package io.writ.enforce;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.Signer;
import io.writ.core.policy.Destination;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands a bound artifact to another runtime with one message: one more link, for that runtime's
 * key. The bound text itself never leaves: whoever received it could show it here again.
 *
 * <p>What cannot leave stays, and the message goes without; whether it may go at all is decided
 * where it is governed. Why something stays is said once for each destination.
 */
public final class Departures {
  private final @Nullable Signer runtimeKey;
  private final LongSupplier random;
  private final Consumer<String> complaints;
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  /**
   * @param runtimeKey the private half of the key that the trust file pins for this runtime, or
   *     null when it pins none
   * @param random 64 unpredictable bits a time
   * @param complaints takes lines for stderr
   */
  public Departures(@Nullable Signer runtimeKey, LongSupplier random, Consumer<String> complaints) {
    this.runtimeKey = runtimeKey;
    this.random = random;
    this.complaints = complaints;
  }

  /**
   * The text to send, or null.
   *
   * @param handover names the message and the execution that submits it
   */
  @Nullable String handOver(
      VerifiedArtifact artifact, Destination destination, Handover handover, Instant now) {
    Signer key = runtimeKey;
    List<LinkView> chain = artifact.chain();
    LinkView leaf = chain.get(chain.size() - 1);
    if (key == null) {
      complain(destination, "the trust file pins no key for this runtime under [runtime.key]");
      return null;
    }
    if (!leaf.holder().equals(key.publicKey())) {
      complain(
          destination,
          "the bound artifact is not held by this runtime; have its last link name the key that the"
              + " trust file pins under [runtime.key]");
      return null;
    }
    Instant expiresAt = now.plus(destination.lifetime());
    Instant last = artifact.expiresAt().minusSeconds(1);
    if (expiresAt.isAfter(last)) {
      // One second earlier than its parent, and so narrower in any case.
      expiresAt = last;
    }
    if (expiresAt.getEpochSecond()
        <= Math.max(now.getEpochSecond(), leaf.issuedAt().getEpochSecond())) {
      return null;
    }
    if (!leaf.audience().contains(destination.audience())
        || !RuntimeName.covers(leaf.runtime(), destination.runtime())) {
      complain(
          destination,
          "the bound artifact is not for audience ["
              + destination.audience()
              + "] and runtime ["
              + destination.runtime()
              + "]; have aud and may_act.sub name them, too");
      return null;
    }
    Map<String, Grant> tools = new LinkedHashMap<>(artifact.tools());
    tools.keySet().removeIf(action -> !destination.admits(action));
    if (tools.isEmpty()) {
      complain(destination, "the bound artifact grants none of its [actions]");
      return null;
    }
    try {
      return ArtifactIssuer.handOver(
          artifact.presentation(), narrowing(destination, tools, expiresAt, now), handover, key);
    } catch (Rejected e) {
      complain(destination, e.reason() + ": " + e.detail());
      return null;
    }
  }

  private Narrowing narrowing(
      Destination destination, Map<String, Grant> tools, Instant expiresAt, Instant now) {
    return new Narrowing(
        LinkId.of(now, random.getAsLong(), random.getAsLong()),
        destination.key(),
        now,
        null,
        expiresAt,
        tools,
        null,
        null,
        null,
        Map.of());
  }

  private void complain(Destination destination, String problem) {
    if (complained.add(destination.name() + " " + problem)) {
      complaints.accept(
          "writ: no artifact leaves for destination [" + destination.name() + "]: " + problem);
    }
  }
}
