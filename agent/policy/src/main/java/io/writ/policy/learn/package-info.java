/** Proposes a policy for what an observed service did, from its journals and from nothing else. */
@NullMarked
package io.writ.policy.learn;

import org.jspecify.annotations.NullMarked;
