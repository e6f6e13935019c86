package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that calls another over HTTP, gRPC and Kafka, with nothing but the adapters. */
class PeersIT {
  private static final String PEER = "io.writ.peers.Peer";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void artifact_followsHttpToTheListedOriginAndNoFurther() throws Exception {
    Peers peers = new Peers(directory);
    Recorder third = new Recorder();
    try (third;
        Conversation b = peers.startStock(Peers.PROGRAM, PEER)) {
      String origin = "http://127.0.0.1:" + b.say("http");
      String elsewhere = third.origin();
      try (Conversation a = peers.startOrders(PEER, origin)) {
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        peers.arrive(a);
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
      assertEquals("403 MALFORMED", Peers.raw(origin + "/buy", "[]"));
      assertEquals("403 MALFORMED", Peers.raw(origin + "/buy", "x", "x"));
      assertEquals(List.of(), b.errors());
    }
    assertEquals(List.of(List.of(), List.of(), List.of()), third.seen());
    peers.assertOneTree(5);
  }

  @Test
  void artifact_isBoundInAServletAndInWhatItDispatches() throws Exception {
    Peers peers = new Peers(directory);
    try (Conversation b = peers.startStock(Peers.PROGRAM, PEER)) {
      String origin = "http://127.0.0.1:" + b.say("servlet");
      try (Conversation a = peers.startOrders(PEER, origin)) {
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        peers.arrive(a);
        assertEquals("200 ran", a.say("get " + origin + "/buy"));
        assertEquals("200 ran", a.say("get " + origin + "/forward"));
        assertEquals("200 ran", a.say("get " + origin + "/later"));
        assertEquals("500 NO_ARTIFACT", a.say("get " + origin + "/error"));
        assertEquals("ran", a.say("close"));
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/later"));
        assertEquals("200 NO_ARTIFACT", a.say("get " + origin + "/buy"));
        assertEquals(List.of(), a.errors());
      }
      assertEquals("403 MALFORMED", Peers.raw(origin + "/buy", "[]"));
      assertEquals("403 MALFORMED", Peers.raw(origin + "/buy", "x", "x"));
      assertEquals(List.of(), b.errors());
    }
    peers.assertOneTree(3);
  }

  @Test
  void artifact_followsGrpcToTheListedAuthority() throws Exception {
    Peers peers = new Peers(directory);
    try (Conversation b = peers.startStock(Peers.PROGRAM, PEER)) {
      String at = "127.0.0.1:" + b.say("grpc");
      try (Conversation a = peers.startOrders(PEER, "grpc://" + at)) {
        assertEquals("NO_ARTIFACT", a.say("call " + at));
        peers.arrive(a);
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
    peers.assertOneTree(2);
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
    Peers peers = new Peers(directory);
    try (Conversation b = peers.startStock(Peers.PROGRAM, PEER);
        Conversation a = peers.startOrders(PEER, "kafka:orders")) {
      String bare = a.say("produce " + topic + "tea");
      peers.arrive(a);
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
    peers.assertOneTree(3);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
