/** What a runtime may do, compiled from one policy document to immutable tables. */
@NullMarked
package io.writ.core.policy;

import org.jspecify.annotations.NullMarked;
