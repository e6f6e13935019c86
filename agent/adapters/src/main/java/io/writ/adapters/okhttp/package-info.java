/** Carries artifacts over OkHttp. */
@NullMarked
package io.writ.adapters.okhttp;

import org.jspecify.annotations.NullMarked;
