package io.writ.samples.payments;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the ledger knows it.
 *
 * @param reference the partner bank's, null until it settled
 */
public record Payment(
    String id, BigDecimal amount, String currency, String payee, @Nullable String reference) {

  Payment settled(String partnerReference) {
    return new Payment(id, amount, currency, payee, partnerReference);
  }
}
