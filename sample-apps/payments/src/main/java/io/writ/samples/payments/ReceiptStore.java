package io.writ.samples.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/** One file per settled payment. */
@Component
final class ReceiptStore {
  private final Path directory;

  ReceiptStore(PaymentsSettings settings) {
    this.directory = settings.receipts();
  }

  void write(Payment payment) {
    String receipt =
        """
        Receipt %s
        Paid     %s %s
        To       %s
        Settled  %s
        """
            .formatted(
                payment.id(),
                payment.amount(),
                payment.currency(),
                payment.payee(),
                payment.reference());
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(payment.id() + ".txt"), receipt, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
