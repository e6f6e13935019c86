package io.writ.samples.payments;

import java.math.BigDecimal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /payments}. */
@RestController
@RequestMapping("/payments")
class PaymentController {
  private final PaymentService payments;
  private final Ledger ledger;

  PaymentController(PaymentService payments, Ledger ledger) {
    this.payments = payments;
    this.ledger = ledger;
  }

  /** The body of a request to pay. */
  record Order(BigDecimal amount, String currency, String payee) {
    Order {
      if (amount == null || currency == null || payee == null) {
        throw new IllegalArgumentException("amount, currency and payee are required");
      }
      if (amount.signum() <= 0) {
        throw new IllegalArgumentException("amount must be positive");
      }
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Payment pay(@RequestBody Order order) {
    return payments.transfer(order.amount(), order.currency(), order.payee());
  }

  @GetMapping("/{id}")
  Payment payment(@PathVariable String id) {
    return ledger
        .find(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such payment"));
  }
}
