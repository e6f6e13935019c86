/** The one constraint vocabulary of artifacts and policies, and the typed values it decides on. */
@NullMarked
package io.writ.core.constraint;

import org.jspecify.annotations.NullMarked;
