/** A service of servlets of before the move to Jakarta. */
@NullMarked
package io.writ.peers.javax;

import org.jspecify.annotations.NullMarked;
