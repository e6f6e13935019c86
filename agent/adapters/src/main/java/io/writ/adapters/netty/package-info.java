/** Binds what requests of Netty's HTTP bring. */
@NullMarked
package io.writ.adapters.netty;

import org.jspecify.annotations.NullMarked;
