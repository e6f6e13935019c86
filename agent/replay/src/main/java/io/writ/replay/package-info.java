/** Offline reading of journals: verification, records with their texts, the tree of executions. */
@NullMarked
package io.writ.replay;

import org.jspecify.annotations.NullMarked;
