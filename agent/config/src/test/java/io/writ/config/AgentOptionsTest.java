package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.lineage.JournalStore;
import io.writ.core.policy.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
  private static final String ALL = "policy=p.yaml,trust=t.yaml,journal=j";

  private static void assertRefused(
      String argument, Map<String, String> properties, Map<String, String> env, String message) {
    ConfigurationRefused refused =
        assertThrows(
            ConfigurationRefused.class, () -> AgentOptions.parse(argument, properties, env));
    assertEquals(message, refused.getMessage());
  }

  private static void assertArgumentRefused(String argument, String message) {
    assertRefused(argument, Map.of(), Map.of(), message);
  }

  @Test
  void agentArgument_comesBeforePropertyBeforeEnvironment() throws ConfigurationRefused {
    AgentOptions options =
        AgentOptions.parse(
            "policy=argument",
            Map.of("writ.policy", "property", "writ.trust", "property", "user.dir", "/"),
            Map.of("WRIT_POLICY", "env", "WRIT_TRUST", "env", "WRIT_JOURNAL", "env"));
    assertEquals(
        new AgentOptions(
            Path.of("argument"),
            Path.of("property"),
            Path.of("env"),
            null,
            16,
            JournalStore.AUTO,
            null,
            24,
            1024),
        options);
  }

  @Test
  void mode_isOptional() throws ConfigurationRefused {
    assertNull(AgentOptions.parse(ALL, Map.of(), Map.of()).mode());
    assertEquals(
        Mode.OBSERVE, AgentOptions.parse(ALL + ",mode=observe", Map.of(), Map.of()).mode());
    assertArgumentRefused(
        ALL + ",mode=obsreve",
        "agent argument: option [mode] has unknown value [obsreve]; did you mean [observe]?");
  }

  @Test
  void segmentAndStoreOfTheJournal_areOptional() throws ConfigurationRefused {
    AgentOptions options =
        AgentOptions.parse(
            ALL + ",journal.segment=64", Map.of(), Map.of("WRIT_JOURNAL_STORE", "file"));
    assertEquals(64, options.segmentMib());
    assertEquals(JournalStore.FILE, options.store());
    assertNull(options.journalKey());
    assertEquals(
        Path.of("k.pem"),
        AgentOptions.parse(ALL + ",journal.key=k.pem", Map.of(), Map.of()).journalKey());
    assertArgumentRefused(
        ALL + ",journal.key=", "agent argument: option [journal.key] is empty; name a FILE");
    for (String wrong : List.of("0", "1025", "-1", "x", "")) {
      assertArgumentRefused(
          ALL + ",journal.segment=" + wrong,
          "agent argument: option [journal.segment] has unknown value ["
              + wrong
              + "]; give whole MiB from 1 to 1024");
    }
    assertArgumentRefused(
        ALL + ",journal.store=files",
        "agent argument: option [journal.store] has unknown value [files]; did you mean [file]?");
  }

  @Test
  void epochAndWatermarkOfTheJournal_areOptional() throws ConfigurationRefused {
    AgentOptions options =
        AgentOptions.parse(
            ALL + ",journal.epoch=8760,journal.space.warn=1000000000", Map.of(), Map.of());
    assertEquals(8_760, options.epochHours());
    assertEquals(1_000_000_000, options.spaceWarnMib());
    assertEquals(
        0, AgentOptions.parse(ALL + ",journal.space.warn=0", Map.of(), Map.of()).spaceWarnMib());
    for (String wrong : List.of("0", "8761", "-1", "+1", "1.5", "", "1234567890123")) {
      assertArgumentRefused(
          ALL + ",journal.epoch=" + wrong,
          "agent argument: option [journal.epoch] has unknown value ["
              + wrong
              + "]; give whole hours from 1 to 8760");
    }
    for (String wrong : List.of("1000000001", "-1", "x", "")) {
      assertArgumentRefused(
          ALL + ",journal.space.warn=" + wrong,
          "agent argument: option [journal.space.warn] has unknown value ["
              + wrong
              + "]; give whole MiB from 0 to 1000000000");
    }
    assertArgumentRefused(
        ALL + ",journal.key=k.pem,journal.epoch=1",
        "agent argument: option [journal.epoch] is for keys that are made at boot; with"
            + " [journal.key] write another key into that file");
  }

  @Test
  void agentless_isLegalForTheApplicationsSide() throws ConfigurationRefused {
    AgentOptions.parse(ALL, Map.of("writ.agentless", "permit"), Map.of("WRIT_AGENTLESS", "permit"));
  }

  @Test
  void optionGivenTwice_isRefused() {
    assertArgumentRefused(
        ALL + ",trust=u.yaml", "agent argument: option [trust] is there twice; keep one");
  }

  @Test
  void unknownOption_isRefusedWithTheNearestName() {
    assertArgumentRefused(
        "polcy=p.yaml", "agent argument: unknown option [polcy]; did you mean [policy]?");
    assertArgumentRefused(
        ALL + ",",
        "agent argument: unknown option []; valid are [policy, trust, journal, mode,"
            + " journal.segment, journal.store, journal.key, journal.epoch, journal.space.warn]");
    assertArgumentRefused(
        ALL + ",debug=1",
        "agent argument: unknown option [debug]; valid are [policy, trust, journal, mode,"
            + " journal.segment, journal.store, journal.key, journal.epoch, journal.space.warn]");
    assertArgumentRefused(
        "policy", "agent argument: option [policy] has no value; write [policy=…]");
  }

  @Test
  void misspeltPropertyOrVariable_isRefusedEvenWhenAnotherSourceWins() {
    assertRefused(
        ALL,
        Map.of("writ.polici", "x"),
        Map.of(),
        "system property [writ.polici] is unknown; did you mean [writ.policy]?");
    assertRefused(
        ALL,
        Map.of("Writ.Policy", "x"),
        Map.of(),
        "system property [Writ.Policy] is unknown; did you mean [writ.policy]?");
    assertRefused(
        ALL,
        Map.of(),
        Map.of("WRIT_TRUSTS", "x"),
        "environment variable [WRIT_TRUSTS] is unknown; did you mean [WRIT_TRUST]?");
    assertRefused(
        ALL,
        Map.of(),
        Map.of("writ_trust", "x"),
        "environment variable [writ_trust] is unknown; valid are [WRIT_POLICY, WRIT_TRUST,"
            + " WRIT_JOURNAL, WRIT_MODE, WRIT_JOURNAL_SEGMENT, WRIT_JOURNAL_STORE,"
            + " WRIT_JOURNAL_KEY, WRIT_JOURNAL_EPOCH, WRIT_JOURNAL_SPACE_WARN, WRIT_AGENTLESS]");
  }

  @Test
  void missingOrEmptyOption_isRefusedWithTheThreeWaysToGiveIt() {
    assertArgumentRefused(
        "policy=p,trust=t",
        "option [journal] is missing; add [journal=DIR] to -javaagent:writ-agent.jar=…, or set"
            + " -Dwrit.journal or WRIT_JOURNAL");
    assertArgumentRefused(
        "policy=,trust=t,journal=j", "agent argument: option [policy] is empty; name a FILE");
    assertRefused(
        "",
        Map.of("writ.policy", "p\0"),
        Map.of(),
        "system property [writ.policy] is not a path; name a FILE");
  }
}
