/** Carries artifacts over HttpURLConnection. */
@NullMarked
package io.writ.adapters.urlconnection;

import org.jspecify.annotations.NullMarked;
