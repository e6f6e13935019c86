/** What is odd about a policy that is valid. */
@NullMarked
package io.writ.policy.check;

import org.jspecify.annotations.NullMarked;
