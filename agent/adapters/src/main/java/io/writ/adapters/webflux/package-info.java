/** Binds what requests of Spring WebFlux bring. */
@NullMarked
package io.writ.adapters.webflux;

import org.jspecify.annotations.NullMarked;
