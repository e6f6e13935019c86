/** Makes the published vectors of Writ profile 1, and decides them. */
@NullMarked
package io.writ.crypto.vectors;

import org.jspecify.annotations.NullMarked;
