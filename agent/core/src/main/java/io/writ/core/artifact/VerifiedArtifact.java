package io.writ.core.artifact;

import io.writ.core.encoding.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An artifact whose whole chain was verified. Only {@link ArtifactVerifier} makes one: to hold it
 * is to know that a pinned authority signed the root and that every link narrowed its parent.
 *
 * <p>It was valid when it was verified. Whoever uses it later compares {@link #notBefore()} and
 * {@link #expiresAt()} with the clock again.
 */
public final class VerifiedArtifact {
  private final String authority;
  private final Instant notBefore;
  private final Instant expiresAt;
  private final List<String> links;
  private final List<LinkView> chain;
  private final byte[] digest;

  VerifiedArtifact(
      String authority,
      Instant notBefore,
      Instant expiresAt,
      List<String> links,
      List<LinkView> chain) {
    this.authority = authority;
    this.notBefore = notBefore;
    this.expiresAt = expiresAt;
    this.links = List.copyOf(links);
    this.chain = List.copyOf(chain);
    this.digest = Sha256.ofAscii(String.join(",", links));
  }

  /** The leaf's {@code jti}. */
  public String id() {
    return leaf().id();
  }

  /** The {@code sub} that every link repeats, or null. It grants nothing. */
  public @Nullable String subject() {
    return leaf().subject();
  }

  /** The {@code kid} of the authority that signed the root. */
  public String authority() {
    return authority;
  }

  /** The artifact is valid from this instant on, inclusive: the latest of the chain. */
  public Instant notBefore() {
    return notBefore;
  }

  /** The artifact is valid before this instant, exclusive: the earliest of the chain. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** SHA-256, 32 bytes, of the links as received, joined with commas; a copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The links as received, root first, unmodifiable. */
  public List<String> links() {
    return links;
  }

  /** What the leaf grants, by action id, unmodifiable. */
  public Map<String, Grant> tools() {
    return leaf().tools();
  }

  /** The verified links, root first, unmodifiable. */
  public List<LinkView> chain() {
    return chain;
  }

  private LinkView leaf() {
    return chain.get(chain.size() - 1);
  }

  /** The leaf's id: a link is authority and belongs in no log. */
  @Override
  public String toString() {
    return "artifact " + id();
  }
}
