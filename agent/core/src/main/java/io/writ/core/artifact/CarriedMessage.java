package io.writ.core.artifact;

import org.jspecify.annotations.Nullable;

/**
 * The message that an artifact arrived with, as the receiver has it.
 *
 * @param text what names it; the sender's must have been the same, character by character
 * @param coordinates where it lies in a queue, which may deliver it again; null for a request,
 *     which comes once
 */
public record CarriedMessage(String text, @Nullable String coordinates) {}
