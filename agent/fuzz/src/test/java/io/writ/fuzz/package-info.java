/** Targets for Jazzer, and the test that runs each of them in a JVM of its own. */
@NullMarked
package io.writ.fuzz;

import org.jspecify.annotations.NullMarked;
