/**
 * The impure shell around the pure decision: which thread has which binding, what the arguments
 * really are on this machine, and the record of it before the call goes on.
 */
@NullMarked
package io.writ.enforce;

import org.jspecify.annotations.NullMarked;
