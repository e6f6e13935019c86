/** The command line: thin commands over what the agent itself uses. */
@NullMarked
package io.writ.cli;

import org.jspecify.annotations.NullMarked;
