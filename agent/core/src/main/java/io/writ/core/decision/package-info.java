/**
 * The one road to a verdict. {@link io.writ.core.decision.Decision#decide} is pure: the live gate,
 * the command line and the replay call it with what they know and get the same answer.
 */
@NullMarked
package io.writ.core.decision;

import org.jspecify.annotations.NullMarked;
