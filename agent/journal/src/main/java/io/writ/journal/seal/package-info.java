/** Signed checkpoints over the records of a journal, in the tiles of a transparency log. */
@NullMarked
package io.writ.journal.seal;

import org.jspecify.annotations.NullMarked;
