/** Compares policy documents by what they mean, wherever they would be used. */
@NullMarked
package io.writ.policy.diff;

import org.jspecify.annotations.NullMarked;
