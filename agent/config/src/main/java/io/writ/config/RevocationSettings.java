package io.writ.config;

import io.writ.core.jws.PinnedKeys;
import java.nio.file.Path;

/**
 * Where revocations come from.
 *
 * @param file holds the newest signed list
 * @param signers whose lists count
 */
public record RevocationSettings(Path file, PinnedKeys signers) {}
