package io.writ.samples.payments;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /reports}. */
@RestController
class ReportController {
  private final ReportService reports;
  private final PaymentsSettings settings;

  ReportController(ReportService reports, PaymentsSettings settings) {
    this.reports = reports;
    this.settings = settings;
  }

  @GetMapping(path = "/reports", produces = MediaType.TEXT_PLAIN_VALUE)
  String report(@RequestParam String template, @RequestParam(defaultValue = "") String converter)
      throws IOException {
    return reports.report(template, converter.isEmpty() ? settings.converter() : converter);
  }
}
