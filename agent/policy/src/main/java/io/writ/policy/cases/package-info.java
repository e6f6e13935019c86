/** Runs tables of calls against a policy. */
@NullMarked
package io.writ.policy.cases;

import org.jspecify.annotations.NullMarked;
