/** Artifacts through Servlet 3.1 and 4. */
@NullMarked
package io.writ.adapters.servlet;

import org.jspecify.annotations.NullMarked;
