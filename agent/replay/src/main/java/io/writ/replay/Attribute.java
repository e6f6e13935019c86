package io.writ.replay;

import org.jspecify.annotations.Nullable;

/**
 * A recorded name and value.
 *
 * @param name possibly cut
 * @param value possibly cut; null when the argument was null
 * @param isCut whether either was longer than what is recorded
 */
public record Attribute(String name, @Nullable String value, boolean isCut) {}
