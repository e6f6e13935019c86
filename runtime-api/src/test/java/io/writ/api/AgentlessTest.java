package io.writ.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No agent in this JVM, and nobody asked to run without one. */
class AgentlessTest {
  private static final String MESSAGE =
      "no Writ agent governs this JVM; start it with"
          + " -javaagent:writ-agent.jar=policy=FILE,trust=FILE,journal=DIR, or run without governance"
          + " on purpose with -Dwrit.agentless=permit";

  @Test
  void bindWithoutAgent_failsLoudly() {
    assertEquals(
        MESSAGE, assertThrows(WritNotActive.class, () -> Writ.bind("artifact")).getMessage());
  }

  @Test
  void unboundDependOnAndCurrentWithoutAgent_failLoudly() {
    assertEquals(
        MESSAGE, assertThrows(WritNotActive.class, () -> Writ.dependOn(List.of())).getMessage());
    assertEquals(MESSAGE, assertThrows(WritNotActive.class, Writ::unbound).getMessage());
    assertEquals(MESSAGE, assertThrows(WritNotActive.class, Writ::current).getMessage());
  }

  @Test
  void withoutAgent_nothingIsActive() {
    assertEquals(false, Writ.isActive());
  }
}
