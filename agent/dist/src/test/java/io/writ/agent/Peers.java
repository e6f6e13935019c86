package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.artifact.Grant;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.HandOverKind;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalRecord;
import io.writ.replay.LineageForest;
import io.writ.replay.LineageNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Two services under one authority: {@code orders}, which calls {@code stock}. */
final class Peers {
  static final Path PROGRAM = Path.of(System.getProperty("writ.peers"));

  /** The JDK is not what is tested here: only {@code test:pay} needs an artifact. */
  private static final String RULES =
      """
        everything: { actions: ["jdk:*"] }
      ceiling:
        pay: { actions: ["test:pay"] }
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final HandedRuntime orders;
  final HandedRuntime stock;
  private final TestAuthority authority = new TestAuthority();
  private final SigningKey client =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  Peers(Path directory) throws IOException {
    orders = new HandedRuntime(directory, "orders");
    stock = new HandedRuntime(directory, "stock");
  }

  /** Starts the one that is called, which calls nobody. */
  Conversation startStock(Path program, String main) throws IOException {
    return start(stock, program, main, "");
  }

  /** Starts the one that calls the other at these places. */
  Conversation startOrders(String main, String... places) throws IOException {
    return start(
        orders,
        PROGRAM,
        main,
        "destinations:\n" + stock.asDestination(String.join("\", \"", places)));
  }

  private Conversation start(HandedRuntime runtime, Path program, String main, String destinations)
      throws IOException {
    runtime.jvm.policy(RULES + destinations).program(program);
    runtime.under(authority);
    return new Conversation(runtime.jvm, main);
  }

  /** Has an artifact arrive at {@code orders}, and stay bound. */
  void arrive(Conversation peer) throws Exception {
    // It runs from here on: what was signed before its start is refused.
    assertEquals("ran", peer.say("close"));
    String artifact =
        authority.mintFor("spiffe://example.org/", Map.of("test:pay", Grant.ANY), client);
    assertEquals("ran", peer.say("arrive order " + orders.handOver(artifact, client, "order")));
  }

  /** What a request gets that brings these. */
  static String raw(String url, String... artifacts) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    for (String artifact : artifacts) {
      request.header("Writ-Artifact", artifact);
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  /**
   * All that was paid at {@code stock} with an artifact hangs, by a message, under the one arrival
   * at {@code orders}.
   */
  void assertOneTree(int payments) throws Exception {
    List<JournalRecord> records =
        new ArrayList<>(Journals.verified(orders.jvm.journal()).records());
    List<JournalRecord> there = Journals.verified(stock.jvm.journal()).records();
    records.addAll(there);
    LineageForest forest = LineageForest.of(records);
    List<LineageNode> roots =
        forest.roots().stream()
            .filter(root -> "writ:bind".equals(root.decision().action()))
            .filter(root -> root.decision().reason() == null)
            .toList();
    assertEquals(1, roots.size());
    List<LineageNode> paid = new ArrayList<>();
    LineageForest.walk(
        roots.get(0),
        (node, branch) -> {
          if ("test:pay".equals(node.decision().action())) {
            paid.add(node);
          }
        });
    assertEquals(payments, paid.size());
    for (LineageNode node : paid) {
      LineageNode arrival = Objects.requireNonNull(forest.find(node.decision().parent()));
      assertTrue(there.contains(arrival.decision()));
      assertEquals(HandOverKind.MESSAGE, arrival.decision().handOver());
    }
  }
}
