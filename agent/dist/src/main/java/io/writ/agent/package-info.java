/**
 * The visible part of the shipped jar: the {@code -javaagent} entry, the command-line entry and the
 * loader behind which everything else lies.
 */
@NullMarked
package io.writ.agent;

import org.jspecify.annotations.NullMarked;
