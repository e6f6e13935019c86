package io.writ.samples.payments;

import io.writ.api.Arg;
import io.writ.api.Governed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Makes reports from templates.
 *
 * <p>BUG: the template's name comes from the caller and may climb out of the directory with {@code
 * ../}; the converter comes from the caller too and may be any program. Both are mistakes that real
 * services make; the policy beside this service is what stands behind them.
 */
@Service
public class ReportService {
  private final Ledger ledger;
  private final ReportConverter converter;
  private final Path templates;

  ReportService(Ledger ledger, ReportConverter converter, PaymentsSettings settings) {
    this.ledger = ledger;
    this.converter = converter;
    this.templates = settings.templates();
  }

  /** The report that the template describes, as the converter wrote it. */
  @Governed("payments:report")
  public String report(@Arg("template") String template, @Arg("converter") String program)
      throws IOException {
    String text = Files.readString(templates.resolve(template));
    String payments = ledger.all().stream().map(ReportService::line).collect(Collectors.joining());
    return converter.convert(text.replace("{{payments}}\n", payments), program);
  }

  private static String line(Payment payment) {
    String state = payment.reference() == null ? "open" : payment.reference();
    return "%s %10s  %-12s %s%n"
        .formatted(payment.currency(), payment.amount(), payment.payee(), state);
  }
}
