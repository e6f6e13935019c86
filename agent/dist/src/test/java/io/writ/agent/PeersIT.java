package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.writ.core.artifact.Grant;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.HandOverKind;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalRecord;
import io.writ.replay.LineageForest;
import io.writ.replay.LineageNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that calls another over HTTP, gRPC and Kafka, with nothing but the adapters. */
class PeersIT {
  private static final Path PEERS = Path.of(System.getProperty("writ.peers"));
  private static final String PEER = "io.writ.peers.Peer";

  /** The JDK is not what is tested here: only {@code test:pay} needs an artifact. */
  private static final String RULES =
      """
        everything: { actions: ["jdk:*"] }
      ceiling:
        pay: { actions: ["test:pay"] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final TestAuthority authority = new TestAuthority();
  private final SigningKey client =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  private Conversation start(HandedRuntime runtime, String destinations) throws Exception {
    runtime.jvm.policy(RULES + destinations).program(PEERS);
    runtime.under(authority);
    return new Conversation(runtime.jvm, PEER);
  }

  private void arrive(Conversation peer, HandedRuntime at) throws Exception {
    String artifact =
        authority.mintFor("spiffe://example.org/", Map.of("test:pay", Grant.ANY), client);
    assertEquals("ran", peer.say("arrive order " + at.handOver(artifact, client, "order")));
  }

  @Test
  void artifact_followsHttpToTheListedOriginAndNoFurther() throws Exception {
    HandedRuntime orders = new HandedRuntime(directory, "orders");
    HandedRuntime stock = new HandedRuntime(directory, "stock");
    List<List<String>> seen = new CopyOnWriteArrayList<>();
    HttpServer third = third(seen);
    try (Conversation b = start(stock, "")) {
      String origin = "http://127.0.0.1:" + b.say("http");
      String elsewhere = "http://127.0.0.1:" + third.getAddress().getPort();
      try (Conversation a = start(orders, "destinations:\n" + stock.asDestination(origin))) {
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        arrive(a, orders);
        assertEquals("200 ran", a.say("get " + origin + "/buy?what=tea"));
        assertEquals("200 ran", a.say("async " + origin + "/buy"));
        assertEquals("200 ran", a.say("forge " + origin + "/buy"));
        assertEquals("200 ran", a.say("get " + origin + "/to?" + origin + "/buy"));
        assertEquals("200 ran", a.say("async " + origin + "/to?" + origin + "/buy"));
        assertEquals("200 third", a.say("get " + origin + "/to?" + elsewhere + "/"));
        assertEquals("200 third", a.say("async " + origin + "/to?" + elsewhere + "/"));
        assertEquals("200 third", a.say("forge " + elsewhere + "/"));
        assertEquals("ran", a.say("close"));
        // On the connection that the requests before had.
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        assertEquals(List.of(), a.errors());
      }
      assertEquals("403 MALFORMED", raw(origin, "[]"));
      assertEquals("403 MALFORMED", raw(origin, "x", "x"));
      assertEquals(List.of(), b.errors());
    } finally {
      third.stop(0);
    }
    assertEquals(List.of(List.of(), List.of(), List.of()), seen);
    assertOneTree(orders, stock, 5);
  }

  @Test
  void artifact_isBoundInAServletAndInWhatItDispatches() throws Exception {
    HandedRuntime orders = new HandedRuntime(directory, "orders");
    HandedRuntime stock = new HandedRuntime(directory, "stock");
    try (Conversation b = start(stock, "")) {
      String origin = "http://127.0.0.1:" + b.say("servlet");
      try (Conversation a = start(orders, "destinations:\n" + stock.asDestination(origin))) {
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        arrive(a, orders);
        assertEquals("200 ran", a.say("get " + origin + "/buy"));
        assertEquals("200 ran", a.say("get " + origin + "/forward"));
        assertEquals("200 ran", a.say("get " + origin + "/later"));
        assertEquals("500 NO_ARTIFACT", a.say("get " + origin + "/error"));
        assertEquals("ran", a.say("close"));
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/later"));
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        assertEquals(List.of(), a.errors());
      }
      assertEquals("403 MALFORMED", raw(origin, "[]"));
      assertEquals("403 MALFORMED", raw(origin, "x", "x"));
      assertEquals(List.of(), b.errors());
    }
    assertOneTree(orders, stock, 3);
  }

  @Test
  void artifact_followsGrpcToTheListedAuthority() throws Exception {
    HandedRuntime orders = new HandedRuntime(directory, "orders");
    HandedRuntime stock = new HandedRuntime(directory, "stock");
    try (Conversation b = start(stock, "")) {
      String at = "127.0.0.1:" + b.say("grpc");
      try (Conversation a =
          start(orders, "destinations:\n" + stock.asDestination("grpc://" + at))) {
        assertEquals("NO_ARTIFACT", a.say("call " + at));
        arrive(a, orders);
        assertEquals("ran", a.say("call " + at));
        assertEquals("ran", a.say("call " + at));
        // The same server by another name is not what the policy lists.
        assertEquals("NO_ARTIFACT", a.say("call " + at.replace("127.0.0.1", "localhost")));
        assertEquals("ran", a.say("close"));
        assertEquals("NO_ARTIFACT", a.say("call " + at));
        assertEquals(List.of(), a.errors());
      }
      assertEquals(List.of(), b.errors());
    }
    assertOneTree(orders, stock, 2);
  }

  @Test
  void artifact_followsARecordOfKafkaToWhereItLies_andNoCopy() throws Exception {
    KafkaProgram kafka = new KafkaProgram(directory, freePort(), freePort());
    String observe =
        "policy="
            + GovernedJvm.POLICIES.resolve("observe.yaml")
            + ",trust=development,journal="
            + directory.resolve("kafka-journal");
    kafka.run(observe, server -> overKafka("127.0.0.1:" + kafka.port() + " orders "));
  }

  private void overKafka(String topic) throws Exception {
    HandedRuntime orders = new HandedRuntime(directory, "orders");
    HandedRuntime stock = new HandedRuntime(directory, "stock");
    try (Conversation b = start(stock, "");
        Conversation a = start(orders, "destinations:\n" + stock.asDestination("kafka:orders"))) {
      String bare = a.say("produce " + topic + "tea");
      arrive(a, orders);
      String offset = a.say("produce " + topic + "tea");
      String other = a.say("produce " + topic + "milk");
      assertEquals("tea NO_ARTIFACT", b.say("consume " + topic + bare));
      assertEquals("tea ran", b.say("consume " + topic + offset));
      assertEquals("milk ran", b.say("consume " + topic + other));
      // Delivered again.
      assertEquals("tea ran", b.say("consume " + topic + offset));
      String copy = a.say("copy " + topic + offset);
      assertEquals("refused POSSESSION_NOT_PROVEN", b.say("consume " + topic + copy));
      assertEquals(List.of(), a.errors());
      assertEquals(List.of(), b.errors());
    }
    assertOneTree(orders, stock, 3);
  }

  /** Answers {@code third}, and notes what it got under our names. */
  private static HttpServer third(List<List<String>> seen) throws Exception {
    HttpServer third =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    third.createContext(
        "/",
        exchange -> {
          List<String> ours = new ArrayList<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> {
                    if (name.toLowerCase(Locale.ROOT).startsWith("writ-")) {
                      ours.addAll(values);
                    }
                  });
          seen.add(ours);
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write(new byte[] {'t', 'h', 'i', 'r', 'd'});
          exchange.close();
        });
    third.start();
    return third;
  }

  private static String raw(String origin, String... artifacts) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/buy"));
    for (String artifact : artifacts) {
      request.header("Writ-Artifact", artifact);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  /** All that was paid there with an artifact hangs, by a message, under the arrival here. */
  private static void assertOneTree(HandedRuntime orders, HandedRuntime stock, int payments)
      throws Exception {
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

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
