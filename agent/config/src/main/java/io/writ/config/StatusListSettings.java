package io.writ.config;

import io.writ.core.jws.PublicKey;
import java.nio.file.Path;

/**
 * One Token Status List.
 *
 * @param uri as roots name it
 * @param file holds the newest {@code statuslist+jwt}; whoever fetches it puts it there
 * @param key that signs it
 */
public record StatusListSettings(String uri, Path file, PublicKey key) {}
