/** The commands of {@code java -jar writ-agent.jar COMMAND}: thin, over the other modules. */
@NullMarked
package io.writ.cli;

import org.jspecify.annotations.NullMarked;
