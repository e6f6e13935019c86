/** Carries bindings by Micrometer's context propagation. */
@NullMarked
package io.writ.adapters.micrometer;

import org.jspecify.annotations.NullMarked;
