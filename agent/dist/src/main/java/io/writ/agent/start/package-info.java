/** The start of the agent, inside its own loader: configuration, journal, gate, weaving, proof. */
@NullMarked
package io.writ.agent.start;

import org.jspecify.annotations.NullMarked;
