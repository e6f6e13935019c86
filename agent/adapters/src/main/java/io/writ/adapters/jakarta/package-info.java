/** Artifacts through Servlet 5 and later. */
@NullMarked
package io.writ.adapters.jakarta;

import org.jspecify.annotations.NullMarked;
