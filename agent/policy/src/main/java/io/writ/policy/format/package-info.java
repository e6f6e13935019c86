/** Lays policies out. */
@NullMarked
package io.writ.policy.format;

import org.jspecify.annotations.NullMarked;
