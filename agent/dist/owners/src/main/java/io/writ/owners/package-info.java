/** A reactive service of many owners, and what Reactor and Micrometer do with bindings. */
@NullMarked
package io.writ.owners;

import org.jspecify.annotations.NullMarked;
