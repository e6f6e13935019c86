/** What one policy lets happen that another does not. */
@NullMarked
package io.writ.core.policy.diff;

import org.jspecify.annotations.NullMarked;
