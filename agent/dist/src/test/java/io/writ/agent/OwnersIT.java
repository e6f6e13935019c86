package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reactive service works for twenty owners at once, and for people with nothing, on shared
 * connections, event loops, schedulers, pools and a topic: whatever happens in the course of a
 * request happens with that request's authority.
 *
 * <p>A slice of it by default; {@code -Dwrit.owners=120} runs for that many seconds.
 */
class OwnersIT {
  private static final Path SERVICE = Path.of(System.getProperty("writ.owners.service"));

  private static final String RULES =
      """
        everything: { actions: ["jdk:*"] }
      ceiling:
        effects: { actions: ["owners:effect"] }
      journal:
        attributes:
          "owners:effect": ["*"]
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void eachEffect_hasTheAuthorityOfItsRequest() throws Exception {
    KafkaProgram kafka = new KafkaProgram(directory, freePort(), freePort());
    kafka.runUngoverned(broker -> serve(kafka.port()));
  }

  private void serve(int broker) throws Exception {
    TestAuthority authority = new TestAuthority();
    HandedRuntime runtime = new HandedRuntime(directory, "service");
    runtime
        .jvm
        .policy(RULES + "destinations:\n" + runtime.asDestination("kafka:owners"))
        .program(SERVICE);
    runtime.under(authority);
    OwnersLoad load;
    String effects;
    try (Conversation service =
        new Conversation(runtime.jvm, "io.writ.owners.Service", "127.0.0.1:" + broker)) {
      load = new OwnersLoad(runtime, authority, Integer.parseInt(service.say("port")));
      load.run(Integer.getInteger("writ.owners", 0));
      effects = service.say("effects");
      assertEquals(List.of(), service.errors());
    } catch (Exception e) {
      e.addSuppressed(
          new IllegalStateException(Files.readString(runtime.jvm.directory.resolve("stderr"))));
      throw e;
    }
    List<String> problems = new ArrayList<>(load.problems());
    OwnersEvidence evidence = new OwnersEvidence(load, problems);
    evidence.checkEffects(effects);
    evidence.checkJournal(runtime.jvm.journal());
    System.out.println(evidence);
    assertEquals("", String.join("\n", problems.subList(0, Math.min(50, problems.size()))));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
