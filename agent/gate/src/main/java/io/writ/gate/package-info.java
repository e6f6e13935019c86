/**
 * What woven code calls. Loaded by the bootstrap loader, so that every class of the JVM can link to
 * it; it knows nothing but {@code java.base} and the API, holds no state that can be written, and
 * hands every question to the decider.
 *
 * <p>No lambda, method reference, string concatenation by {@code invokedynamic} or record lives
 * here: linking those from inside a woven JDK method runs JDK code that may be woven itself.
 */
@NullMarked
package io.writ.gate;

import org.jspecify.annotations.NullMarked;
