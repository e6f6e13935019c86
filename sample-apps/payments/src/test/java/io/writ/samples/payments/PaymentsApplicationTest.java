package io.writ.samples.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** The whole service over HTTP, ungoverned on purpose: {@code -Dwrit.agentless=permit}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PaymentsApplicationTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private static Path directory;

  private static HttpServer partner;

  @Autowired private Ledger ledger;
  @LocalServerPort private int port;
  private RestClient client;

  @BeforeAll
  static void startPartner() throws IOException {
    partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    partner.createContext(
        "/transfers",
        exchange -> {
          byte[] answer = "{\"reference\":\"PB-7\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(201, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    partner.start();
  }

  @AfterAll
  static void stopPartner() {
    partner.stop(0);
  }

  @DynamicPropertySource
  static void deployment(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> "jdbc:h2:file:" + directory.resolve("ledger"));
    properties.add("payments.receipts", () -> directory.resolve("receipts"));
    properties.add("payments.templates", () -> directory);
    properties.add("payments.partner", () -> "http://127.0.0.1:" + partner.getAddress().getPort());
  }

  @BeforeEach
  void connect() {
    client =
        RestClient.builder()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultStatusHandler(status -> true, (request, response) -> {})
            .build();
  }

  @Test
  void payment_isBookedSettledAndConfirmed() throws IOException {
    Payment paid = pay("{\"amount\":12.50,\"currency\":\"EUR\",\"payee\":\"acme\"}").getBody();

    assertNotNull(paid);
    assertEquals(
        new Payment(paid.id(), new BigDecimal("12.50"), "EUR", "acme", "PB-7"),
        ledger.find(paid.id()).orElseThrow());
    assertEquals(
        "Receipt %s\nPaid     12.50 EUR\nTo       acme\nSettled  PB-7\n".formatted(paid.id()),
        Files.readString(directory.resolve("receipts").resolve(paid.id() + ".txt")));
  }

  @Test
  void amountBelowOneCent_isABadRequest() {
    ResponseEntity<Payment> answer = pay("{\"amount\":-1,\"currency\":\"EUR\",\"payee\":\"acme\"}");

    assertEquals(400, answer.getStatusCode().value());
  }

  @Test
  void report_goesThroughTheConverter() throws IOException {
    Files.writeString(directory.resolve("names.txt"), "beta\nalpha\n");

    String report = client.get().uri("/reports?template=names.txt").retrieve().body(String.class);

    assertEquals("alpha\nbeta\n", report);
  }

  private ResponseEntity<Payment> pay(String order) {
    return client
        .post()
        .uri("/payments")
        .contentType(MediaType.APPLICATION_JSON)
        .body(order)
        .retrieve()
        .toEntity(Payment.class);
  }
}
