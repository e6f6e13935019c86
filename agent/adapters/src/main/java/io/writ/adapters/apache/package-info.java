/** Carries artifacts over Apache HttpClient 5. */
@NullMarked
package io.writ.adapters.apache;

import org.jspecify.annotations.NullMarked;
