package io.writ.replay;

/**
 * What of a journal was deleted by somebody who may.
 *
 * @param records how many, from 0 on
 * @param wallNanos when, nanoseconds since 1970 UTC, as the deleter's clock said
 * @param key the vkey that states it; the verifier knew it from elsewhere
 */
public record PrunedVerdict(long records, long wallNanos, String key) {}
