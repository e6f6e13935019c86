/** What keeps recorded values from who has no right to them. */
@NullMarked
package io.writ.journal.secret;

import org.jspecify.annotations.NullMarked;
