/** Carries artifacts over Jakarta Messaging. */
@NullMarked
package io.writ.adapters.jms;

import org.jspecify.annotations.NullMarked;
