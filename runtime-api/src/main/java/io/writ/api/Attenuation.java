package io.writ.api;

import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A narrower artifact in the making.
 *
 * <pre>{@code
 * String narrower = Writ.attenuate(artifact)
 *     .allow("java:com.acme.Pay#transfer(long)", "amount", Constraint.atMost(100))
 *     .expiresIn(Duration.ofMinutes(1))
 *     .holder(workerPublicJwk)
 *     .sign(myKey);
 * }</pre>
 *
 * <p>Whatever is not named stays as the parent has it. {@link #sign} refuses what is not strictly
 * narrower. Not safe for use by several threads.
 */
public final class Attenuation {
  private final WritRuntime runtime;
  private final AttenuationTerms terms;

  Attenuation(WritRuntime runtime, String artifact) {
    this.runtime = runtime;
    this.terms = new AttenuationTerms(artifact);
  }

  /**
   * Keeps an action as the parent grants it. As soon as one action is named here or in {@link
   * #allow(String, String, Constraint)}, all others are dropped.
   */
  public Attenuation allow(String action) {
    terms.allow(Objects.requireNonNull(action, "action"));
    return this;
  }

  /**
   * Keeps an action and narrows one of its arguments; arguments that are not named keep the
   * parent's constraint. May be repeated for other arguments.
   */
  public Attenuation allow(String action, String argument, Constraint constraint) {
    terms.allow(
        Objects.requireNonNull(action, "action"),
        Objects.requireNonNull(argument, "argument"),
        Objects.requireNonNull(constraint, "constraint"));
    return this;
  }

  /** Adds a condition on the environment, or narrows the parent's of the same name. */
  public Attenuation environment(String name, Constraint constraint) {
    terms.environment.put(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(constraint, "constraint"));
    return this;
  }

  /** Lets it end so long from now, rounded down to a second; not later than the parent. */
  public Attenuation expiresIn(Duration lifetime) {
    terms.lifetime = Objects.requireNonNull(lifetime, "lifetime");
    return this;
  }

  /** Lets it begin later. */
  public Attenuation notBefore(Instant instant) {
    terms.notBefore = Objects.requireNonNull(instant, "instant");
    return this;
  }

  /** Keeps only these trust domains. */
  public Attenuation audience(String... domains) {
    terms.audience = List.of(domains);
    return this;
  }

  /** Names one runtime, or a prefix ending in {@code /}, inside the parent's. */
  public Attenuation runtime(String id) {
    terms.runtime = Objects.requireNonNull(id, "id");
    return this;
  }

  /** How deep it may be delegated in all, at most the parent's. */
  public Attenuation maxDepth(int depth) {
    terms.maxDepth = depth;
    return this;
  }

  /** Hands it to the holder of this key; without it the signing key stays the holder. */
  public Attenuation holder(String publicJwk) {
    terms.holder = Objects.requireNonNull(publicJwk, "publicJwk");
    return this;
  }

  /**
   * Signs the new link with the key of the parent's holder.
   *
   * @return the longer artifact; whoever presents it adds a proof with {@link Writ#prove}
   * @throws WritDenied when the result would not verify, or is not strictly narrower; nothing is
   *     signed then
   * @throws WritNotActive when no agent governs this JVM
   */
  public String sign(HolderKey key) {
    return runtime.attenuate(terms, Objects.requireNonNull(key, "key"));
  }

  /** No contents: an artifact is authority and belongs in no log. */
  @Override
  public String toString() {
    return "attenuation";
  }
}
