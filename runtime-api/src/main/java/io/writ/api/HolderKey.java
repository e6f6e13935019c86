package io.writ.api;

/**
 * The key of whoever holds an artifact: it signs the next link, and proves possession. Made by
 * {@link Writ#newHolderKey} or {@link Writ#readHolderKey}; the private half stays with the agent.
 *
 * <p>Close it when its work is done: that overwrites the private half. The overwriting cannot reach
 * copies that the garbage collector has made.
 */
public interface HolderKey extends AutoCloseable {

  /** The public half as JWK (RFC 7517), one line of JSON; no secret. */
  String publicJwk();

  /** Forgets the private half; every later use is refused with {@link IllegalStateException}. */
  @Override
  void close();
}
