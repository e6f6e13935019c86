/**
 * Compact JWS (RFC 7515) in the strict profile that every signed object of Writ shares: the
 * envelope, its header, keys and the algorithms that they are for. What the claims mean is the
 * business of the packages above.
 */
@NullMarked
package io.writ.core.jws;

import org.jspecify.annotations.NullMarked;
