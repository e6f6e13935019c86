/**
 * Payments: booked in a ledger, settled with the partner bank, confirmed by a receipt, reported on.
 */
@NullMarked
package io.writ.samples.payments;

import org.jspecify.annotations.NullMarked;
