/** What the agent costs, always beside the same thing without it. Run by {@code bench/run.sh}. */
@NullMarked
package io.writ.bench;

import org.jspecify.annotations.NullMarked;
