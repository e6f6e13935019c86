/** What adapters of HTTP share, and the JDK's own client. */
@NullMarked
package io.writ.adapters.http;

import org.jspecify.annotations.NullMarked;
