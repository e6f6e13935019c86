/** Why a call is allowed or denied, and the least that would have to change. */
@NullMarked
package io.writ.policy.explain;

import org.jspecify.annotations.NullMarked;
