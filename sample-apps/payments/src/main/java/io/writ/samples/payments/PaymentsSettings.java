package io.writ.samples.payments;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a deployment decides.
 *
 * @param partner the partner bank
 * @param receipts the directory that receipts are written to
 * @param templates the directory that report templates are read from
 * @param converter the program that a report goes through when the caller names none
 */
@ConfigurationProperties("payments")
public record PaymentsSettings(URI partner, Path receipts, Path templates, String converter) {}
