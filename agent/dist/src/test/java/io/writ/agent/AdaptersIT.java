package io.writ.agent;

import static io.writ.agent.Pipeline.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters of libraries that {@link PeersIT} does not have. */
class AdaptersIT {
  private static final String PEER = "io.writ.peers.AdapterPeer";
  private static final Path JAVAX = Path.of(System.getProperty("writ.javaxPeer"));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void clients_carryToListedOriginsOnly_aLinkForEachExchange() throws Exception {
    Peers peers = new Peers(directory);
    Recorder third = new Recorder();
    Recorder listed = new Recorder();
    List<String> following = List.of("apache", "apache-async", "okhttp", "okhttp-async");
    try (third;
        listed;
        Conversation b = peers.startStock(Peers.PROGRAM, PEER)) {
      String origin = "http://127.0.0.1:" + b.say("serve netty");
      try (Conversation a = peers.startOrders(PEER, origin, listed.origin())) {
        assertBare(a, "url", origin);
        for (String client : following) {
          assertBare(a, client, origin);
        }
        peers.arrive(a);
        assertCarriedByUrl(a, origin, third, listed);
        for (String client : following) {
          assertCarried(a, client, origin, listed);
          assertNothingFor(a, client, origin, third);
        }
        assertCredentialsStay(a, origin, third);
        assertCarriedByRoute(a, "apache", origin, third);
        assertCarriedByRoute(a, "apache-async", origin, third);
        assertEquals(
            "200 ran, 200 NO_ARTIFACT, 200 ran, 200 NO_ARTIFACT",
            a.say("owners " + origin + "/buy"));
        assertEquals("ran", a.say("close"));
        // On the connections that the requests before had.
        assertBare(a, "url", origin);
        for (String client : following) {
          assertBare(a, client, origin);
        }
        assertEquals(List.of(), a.errors());
      }
      assertEquals(List.of(), b.errors());
    }
    assertTrue(third.seen().stream().allMatch(List::isEmpty), () -> third.seen().toString());
    peers.assertOneTree(2 + 4 * following.size() + 2 + 2);
  }

  private static void assertBare(Conversation a, String client, String origin) throws IOException {
    assertEquals("200 NO_ARTIFACT", a.say("get " + client + " " + origin + "/buy"), client);
  }

  /** Four payments. */
  private static void assertCarried(Conversation a, String client, String origin, Recorder listed)
      throws Exception {
    String buy = origin + "/buy";
    assertEquals("200 ran", a.say("get " + client + " " + buy + "?what=tea"), client);
    assertEquals("200 ran", a.say("forge " + client + " " + buy), client);
    assertEquals("200 ran", a.say("get " + client + " " + origin + "/to?" + buy), client);
    assertGoodOnce(link(a, client, listed, "/buy"), buy);
  }

  private static void assertNothingFor(Conversation a, String client, String origin, Recorder third)
      throws IOException {
    String elsewhere = third.origin() + "/";
    String to = " " + origin + "/to?" + elsewhere;
    assertEquals("200 third", a.say("get " + client + to), client);
    assertEquals("200 third", a.say("forge " + client + to), client);
    assertEquals("200 third", a.say("forge " + client + " " + elsewhere), client);
  }

  /** Does not follow, and cannot take away; two payments. */
  private static void assertCarriedByUrl(
      Conversation a, String origin, Recorder third, Recorder listed) throws Exception {
    assertEquals("200 ran", a.say("get url " + origin + "/buy?what=tea"));
    assertEquals("307 ", a.say("get url " + origin + "/to?" + third.origin() + "/"));
    assertEquals("200 third", a.say("get url " + third.origin() + "/"));
    assertEquals(
        "java.lang.IllegalStateException: the connection has a header [writ-ARTIFACT] already,"
            + " which only carry(…) may set; open another one without it",
        a.say("forge url " + origin + "/buy"));
    assertGoodOnce(link(a, "url", listed, "/buy"), origin + "/buy");
  }

  /** It is the other end that decides, not what the request says of it; one payment. */
  private static void assertCarriedByRoute(
      Conversation a, String client, String origin, Recorder third) throws IOException {
    String disguise = "disguise " + client + " ";
    String named = origin.substring("http://".length());
    String other = third.origin().substring("http://".length());
    assertEquals("200 third", a.say(disguise + third.origin() + "/ " + named), client);
    assertEquals("200 ran", a.say(disguise + origin + "/buy " + other), client);
  }

  /** The JDK's own sends on what the application set, wherever it is told. */
  private static void assertCredentialsStay(Conversation a, String origin, Recorder third)
      throws IOException {
    String to = "forge jdk " + origin + "/to?";
    assertEquals("200 secret", a.say(to + origin + "/known"));
    assertEquals("200 third", a.say(to + third.origin() + "/"));
    for (String nowhere : List.of("http://a%20b/", "1:x")) {
      assertEquals(
          "java.net.ProtocolException: ["
              + (origin + "/to?" + nowhere)
              + "] redirects to ["
              + nowhere
              + "], which is no URI with a host; mend it there",
          a.say(to + nowhere));
    }
  }

  private static void assertGoodOnce(String link, String url) throws Exception {
    assertEquals("200 ran", Peers.raw(url, link));
    assertEquals("403 POSSESSION_NOT_PROVEN", Peers.raw(url, link));
  }

  /** What a client sends to a listed place, which is not used there. */
  private static String link(Conversation a, String client, Recorder listed, String path)
      throws IOException {
    assertEquals("200 third", a.say("get " + client + " " + listed.origin() + path));
    List<String> last = listed.seen().get(listed.seen().size() - 1);
    assertEquals(1, last.size(), client);
    return last.get(0);
  }

  @Test
  void servers_bindEachRequestAlone_andEndWhatItLeavesOpen() throws Exception {
    Peers peers = new Peers(directory);
    try (Recorder listed = new Recorder();
        Conversation b = peers.startStock(Peers.PROGRAM, PEER);
        Conversation a = peers.startOrders(PEER, listed.origin())) {
      String netty = "http://127.0.0.1:" + b.say("serve netty");
      peers.arrive(a);
      assertEachAlone(a, listed, netty);
      assertRefusedInItsTurn(netty, link(a, "jdk", listed, "/later"));
      assertEquals("403 MALFORMED", Peers.raw(netty + "/buy", "x", "x"));
      assertEquals(List.of(), b.errors());
      String servlet = "http://127.0.0.1:" + b.say("serve servlet");
      assertEquals("200 ran", Peers.raw(servlet + "/leak", link(a, "jdk", listed, "/leak")));
      assertEquals("200 NO_ARTIFACT", Peers.raw(servlet + "/buy"));
      // Its error page has nothing bound.
      String torn = link(a, "jdk", listed, "/torn");
      assertEquals("500 NO_ARTIFACT", Peers.raw(servlet + "/torn", torn));
      assertEquals("200 NO_ARTIFACT", Peers.raw(servlet + "/buy"));
      String http = "http://127.0.0.1:" + b.say("serve http");
      try (Pipeline kept = new Pipeline(http, get("/leak", link(a, "jdk", listed, "/leak")))) {
        assertEquals(List.of("200 ran"), kept.answers(1));
        kept.send(get("/bare"));
        assertEquals(List.of("200 NO_ARTIFACT"), kept.answers(1));
      }
      String leak = get("/leak", link(a, "jdk", listed, "/leak"));
      assertAnswers(netty, List.of("200 ran", "200 NO_ARTIFACT"), leak, get("/buy"));
      assertTold(b, "artifact [", 4);
      assertEquals(List.of(), a.errors());
    }
    peers.assertOneTree(8);
  }

  /** Three payments. */
  private static void assertEachAlone(Conversation a, Recorder listed, String origin)
      throws IOException {
    assertAnswers(
        origin,
        List.of("200 ran", "200 NO_ARTIFACT", "200 ran", "200 NO_ARTIFACT"),
        get("/buy", link(a, "jdk", listed, "/buy")),
        get("/buy"),
        get(origin + "/buy?a=b", link(a, "jdk", listed, "/buy")),
        get("/buy"));
    // The listener of the first is told by the flush of the second.
    assertAnswers(
        origin,
        List.of("200 NO_ARTIFACT", "200 ran", "200 NO_ARTIFACT"),
        get("/quiet"),
        get("/buy", link(a, "jdk", listed, "/buy")),
        get("/heard"));
  }

  private static void assertAnswers(String origin, List<String> answers, String... requests)
      throws IOException {
    try (Pipeline pipeline = new Pipeline(origin, requests)) {
      assertEquals(answers, pipeline.answers(answers.size()));
    }
  }

  /** Behind the answers that are due, and nothing of the connection is handled after. */
  private static void assertRefusedInItsTurn(String origin, String link) throws Exception {
    try (Pipeline pipeline =
        new Pipeline(
            origin, get("/later", link), get("/buy"), get("/buy", "x", "x"), get("/buy"))) {
      assertEquals("200 now", Peers.raw(origin + "/now"));
      assertEquals(List.of("200 ran", "200 NO_ARTIFACT", "403 MALFORMED"), pipeline.answers(4));
    }
  }

  /** Of each artifact once: when it is enforced, no places are noted. */
  private static void assertTold(Conversation peer, String held, int times) throws IOException {
    List<String> errors = peer.errors();
    assertEquals(times, errors.size(), errors::toString);
    assertEquals(times, errors.stream().distinct().count(), errors::toString);
    String start = "writ: a scope of " + held;
    assertTrue(errors.stream().allMatch(line -> line.startsWith(start)), errors::toString);
  }

  @Test
  void javaxServlets_haveWhatTheirRequestBrought() throws Exception {
    Peers peers = new Peers(directory);
    try (Recorder listed = new Recorder();
        Conversation b = peers.startStock(JAVAX, "io.writ.peers.javax.JavaxPeer");
        Conversation a = peers.startOrders(PEER, listed.origin())) {
      String origin = "http://127.0.0.1:" + b.say("serve");
      assertEquals("200 NO_ARTIFACT", Peers.raw(origin + "/buy"));
      peers.arrive(a);
      for (String path : List.of("/buy", "/forward", "/later")) {
        assertGoodOnce(link(a, "jdk", listed, path), origin + path);
        assertEquals("200 NO_ARTIFACT", Peers.raw(origin + path));
      }
      assertEquals("403 MALFORMED", Peers.raw(origin + "/buy", "x", "x"));
      assertEquals(List.of(), b.errors());
      assertEquals("200 ran", Peers.raw(origin + "/leak", link(a, "jdk", listed, "/leak")));
      assertEquals("200 NO_ARTIFACT", Peers.raw(origin + "/buy"));
      assertEquals(List.of(), a.errors());
      assertTold(b, "artifact [", 1);
    }
    peers.assertOneTree(4);
  }

  @Test
  void messages_bringTheirArtifactToTheListedQueue_andNoCopy() throws Exception {
    Peers peers = new Peers(directory);
    try (JmsProgram broker = new JmsProgram(directory);
        Conversation b = peers.startStock(Peers.PROGRAM, PEER);
        Conversation a = peers.startOrders(PEER, "jms:orders")) {
      String orders = " " + broker.address() + " orders ";
      String elsewhere = " " + broker.address() + " elsewhere ";
      assertEquals("sent", a.say("send" + orders + "tea"));
      assertEquals("tea ours NO_ARTIFACT", b.say("consume" + orders + "1"));
      peers.arrive(a);
      assertEquals("sent", a.say("send" + elsewhere + "tea"));
      assertEquals("tea ours NO_ARTIFACT", b.say("consume" + elsewhere + "1"));
      assertEquals("sent", a.say("send" + orders + "again"));
      assertEquals("again ours ran, again ours ran", b.say("consume" + orders + "2"));
      assertEquals("sent", a.say("send" + orders + "milk"));
      assertEquals("copied", a.say("copy" + orders));
      String refused = "refused POSSESSION_NOT_PROVEN";
      assertEquals(
          "milk ours ran, " + refused + ", " + refused + ", dead milk",
          b.say("consume" + orders + "3"));
      assertEquals(List.of(), a.errors());
      assertTold(b, "", 3);
    }
    peers.assertOneTree(3);
  }
}
