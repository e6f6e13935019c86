/** Tools for whoever writes policies. Never in the agent: they run in a process of their own. */
@NullMarked
package io.writ.policy;

import org.jspecify.annotations.NullMarked;
