/** The partner bank that takes the other side of a payment. */
@NullMarked
package io.writ.samples.partner;

import org.jspecify.annotations.NullMarked;
