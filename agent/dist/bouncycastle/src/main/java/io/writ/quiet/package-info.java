/**
 * Stands where BouncyCastle's classes name {@code java.util.logging}.
 *
 * <p>The first SHA-512 of BouncyCastle asks for a logger. In premain that would configure the JVM's
 * logging: it runs the class that {@code -Djava.util.logging.config.class} names before anything is
 * woven, and takes the choice of a log manager away from the application. The build renames the
 * references; nothing is configured and nothing is logged.
 */
@NullMarked
package io.writ.quiet;

import org.jspecify.annotations.NullMarked;
