/** A service for tests, which carries artifacts by the adapters alone. */
@NullMarked
package io.writ.peers;

import org.jspecify.annotations.NullMarked;
