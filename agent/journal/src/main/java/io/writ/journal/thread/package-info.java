/** The threads of a journal. */
@NullMarked
package io.writ.journal.thread;

import org.jspecify.annotations.NullMarked;
