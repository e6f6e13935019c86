/** What of this JDK is governed, what is excused, and what is open. */
@NullMarked
package io.writ.scan.jdk;

import org.jspecify.annotations.NullMarked;
