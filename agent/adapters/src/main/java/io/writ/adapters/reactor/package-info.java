/** Carries bindings by Reactor's context. */
@NullMarked
package io.writ.adapters.reactor;

import org.jspecify.annotations.NullMarked;
