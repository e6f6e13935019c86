package io.writ.samples.payments;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Talks to the partner bank.
 *
 * <p>Each payment opens a connection of its own, on the thread of its request: a pooled connection
 * would have been authorized by somebody else's artifact.
 */
@Component
final class PartnerClient {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final RestClient http;

  PartnerClient(RestClient.Builder builder, PaymentsSettings settings) {
    SimpleClientHttpRequestFactory connections = new SimpleClientHttpRequestFactory();
    connections.setConnectTimeout(TIMEOUT_MILLIS);
    connections.setReadTimeout(TIMEOUT_MILLIS);
    this.http =
        builder
            .requestFactory(connections)
            .baseUrl(settings.partner())
            .defaultHeader(HttpHeaders.CONNECTION, "close")
            .build();
  }

  private record Settlement(String reference) {}

  /** The reference under which the partner bank settled the payment. */
  String settle(Payment payment) {
    Settlement settlement =
        http.post().uri("/transfers").body(payment).retrieve().body(Settlement.class);
    if (settlement == null) {
      throw new IllegalStateException("the partner bank gave no reference");
    }
    return settlement.reference();
  }
}
