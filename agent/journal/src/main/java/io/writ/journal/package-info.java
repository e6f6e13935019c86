/** The evidence journal: Chronicle Queue behind {@link io.writ.core.lineage.RecordSink}. */
@NullMarked
package io.writ.journal;

import org.jspecify.annotations.NullMarked;
