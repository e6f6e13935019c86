/** Artifacts through com.sun.net.httpserver. */
@NullMarked
package io.writ.adapters.httpserver;

import org.jspecify.annotations.NullMarked;
