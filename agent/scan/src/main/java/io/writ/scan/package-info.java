/** Static analysis: what the JDK's methods and a jar's classes can reach. */
@NullMarked
package io.writ.scan;

import org.jspecify.annotations.NullMarked;
