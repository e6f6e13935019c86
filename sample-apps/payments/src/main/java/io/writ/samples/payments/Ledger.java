package io.writ.samples.payments;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The payments in the database. */
@Component
final class Ledger {
  private static final String SELECT = "SELECT id, amount, currency, payee, reference FROM payment";

  private final JdbcClient database;

  Ledger(JdbcClient database) {
    this.database = database;
  }

  void book(Payment payment) {
    database
        .sql("INSERT INTO payment (id, amount, currency, payee) VALUES (?, ?, ?, ?)")
        .params(payment.id(), payment.amount(), payment.currency(), payment.payee())
        .update();
  }

  void settle(String id, String reference) {
    database.sql("UPDATE payment SET reference = ? WHERE id = ?").params(reference, id).update();
  }

  Optional<Payment> find(String id) {
    return database.sql(SELECT + " WHERE id = ?").param(id).query(Payment.class).optional();
  }

  List<Payment> all() {
    return database.sql(SELECT + " ORDER BY booked").query(Payment.class).list();
  }
}
