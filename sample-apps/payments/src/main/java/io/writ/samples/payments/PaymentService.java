package io.writ.samples.payments;

import io.writ.api.Arg;
import io.writ.api.Governed;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Moves money. */
@Service
public class PaymentService {
  private final Ledger ledger;
  private final PartnerClient partner;
  private final ReceiptStore receipts;

  PaymentService(Ledger ledger, PartnerClient partner, ReceiptStore receipts) {
    this.ledger = ledger;
    this.partner = partner;
    this.receipts = receipts;
  }

  /**
   * Books a payment, has the partner bank settle it and writes the receipt. What interrupts it
   * leaves the payment in the ledger without a reference, for reconciliation; no transaction is
   * held open while another bank thinks.
   */
  @Governed("payments:transfer")
  public Payment transfer(
      @Arg("amount") BigDecimal amount,
      @Arg("currency") String currency,
      @Arg("payee") String payee) {
    Payment payment = new Payment(UUID.randomUUID().toString(), amount, currency, payee, null);
    ledger.book(payment);
    String reference = partner.settle(payment);
    ledger.settle(payment.id(), reference);
    Payment settled = payment.settled(reference);
    receipts.write(settled);
    return settled;
  }
}
