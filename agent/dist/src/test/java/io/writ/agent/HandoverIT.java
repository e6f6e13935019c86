package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Carrier;
import io.writ.core.artifact.Grant;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.HandOverKind;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalRecord;
import io.writ.replay.LineageForest;
import io.writ.replay.LineageNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs with the shipped jar: what one hands to the other counts there, once, and no copy. */
class HandoverIT {
  private static final String RULES =
      """
        network: { actions: ["jdk:net.*"] }
      ceiling:
        pay: { actions: ["test:pay"] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final TestAuthority authority = new TestAuthority();
  private final SigningKey client =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  private String artifact() {
    return authority.mintFor("spiffe://example.org/", Map.of("test:pay", Grant.ANY), client);
  }

  @Test
  void artifact_followsTheCallToTheListedRuntime_andIsGoodThereOnce() throws Exception {
    HandedRuntime orders = new HandedRuntime(directory, "orders");
    HandedRuntime stock = new HandedRuntime(directory, "stock");
    stock.jvm.policy(RULES);
    stock.under(authority);
    try (Conversation b = new Conversation(stock.jvm, Carrier.class)) {
      String port = b.say("port");
      orders.jvm.policy(
          RULES + "destinations:\n" + stock.asDestination("http://127.0.0.1:" + port));
      orders.under(authority);
      try (Conversation a = new Conversation(orders.jvm, Carrier.class)) {
        String other = a.say("port");
        assertEquals("NO_ARTIFACT", a.say("call " + port + " /buy"));
        String arrival = orders.handOver(artifact(), client, "order");
        assertEquals("ran", a.say("arrive order " + arrival));
        assertEquals("ran", a.say("pay"));
        assertEquals("ran", a.say("call " + port + " /buy"), a.errors()::toString);
        assertEquals("POSSESSION_NOT_PROVEN", a.say("again " + port + " /buy"));
        assertEquals("WRONG_MESSAGE", a.say("again " + port + " /sell"));
        assertEquals("MALFORMED", a.say("twice " + port + " /buy"));
        assertEquals("WRONG_RUNTIME", a.say("copy " + port + " /buy"));
        assertEquals("WRONG_RUNTIME", a.say("again " + other + " /buy"));
        assertEquals("NO_ARTIFACT", a.say("call " + other + " /buy"));
        assertEquals("ran", a.say("call " + port + " /sell"));
        assertEquals("ran", a.say("close"));
        assertEquals("NO_ARTIFACT", a.say("call " + port + " /buy"));
        assertEquals("POSSESSION_NOT_PROVEN", a.say("arrive order " + arrival));
        assertEquals(List.of(), a.errors());
      }
      assertEquals(List.of(), b.errors());
    }
    assertOneTree(orders, stock);
  }

  private static void assertOneTree(HandedRuntime orders, HandedRuntime stock) throws Exception {
    List<JournalRecord> records =
        new ArrayList<>(Journals.verified(orders.jvm.journal()).records());
    records.addAll(Journals.verified(stock.jvm.journal()).records());
    List<String> tree = new ArrayList<>();
    for (LineageNode root : LineageForest.of(records).roots()) {
      LineageForest.walk(root, (node, branch) -> add(tree, node, branch));
    }
    assertEquals(
        List.of(
            "writ:bind ALLOWED_BY_ARTIFACT ROOT RETURNED",
            " test:pay ALLOWED_BY_ARTIFACT RESOLVED RETURNED",
            " writ:bind ALLOWED_BY_ARTIFACT RESOLVED RETURNED by MESSAGE",
            "  test:pay ALLOWED_BY_ARTIFACT RESOLVED RETURNED",
            " writ:bind ALLOWED_BY_ARTIFACT RESOLVED RETURNED by MESSAGE",
            "  test:pay ALLOWED_BY_ARTIFACT RESOLVED RETURNED"),
        tree.stream().filter(line -> !line.contains("DENIED")).toList(),
        () -> String.join("\n", tree));
    GovernedJvm.Result printed =
        GovernedJvm.run(
            new ProcessBuilder(
                GovernedJvm.JAVA,
                "-jar",
                GovernedJvm.AGENT.toString(),
                "tree",
                orders.jvm.journal().toString(),
                stock.jvm.journal().toString()));
    assertEquals(0, printed.status(), printed.err().toString());
    assertEquals(
        1,
        printed.out().stream()
            .filter(line -> line.matches("[0-9a-f]+ +writ:bind +allowed.*"))
            .count(),
        () -> String.join("\n", printed.out()));
  }

  private static void add(
      List<String> tree, LineageNode node, LineageForest.@Nullable Branch branch) {
    String action = String.valueOf(node.decision().action());
    if (!action.startsWith("jdk:")) {
      JournalRecord outcome = node.outcome();
      tree.add(
          " ".repeat(branch == null ? 0 : branch.depth())
              + action
              + " "
              + node.decision().verdict()
              + " "
              + node.ancestry()
              + " "
              + (outcome == null ? "" : outcome.verdict())
              + (outcome == null || outcome.handOver() == HandOverKind.NONE
                  ? ""
                  : " by " + outcome.handOver()));
    }
  }
}
