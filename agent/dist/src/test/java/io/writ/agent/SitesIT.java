package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Calls;
import io.writ.agent.fixture.GovernedMatrix;
import io.writ.agent.fixture.ImplementerFirst;
import io.writ.agent.fixture.Leave;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Wildcard;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Governed methods, and the ends of the JVM, without and with an artifact, every way of calling.
 */
class SitesIT {
  private static final long WAYS = Calls.Way.values().length;
  private static final long KINDS = 21;
  private static final String CEILING =
      """
      ceiling:
        everything: { actions: ["*"] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private static long count(List<JournalRecord> records, String verdict) {
    return records.stream().filter(record -> record.verdict().name().equals(verdict)).count();
  }

  @Test
  void exitAndHalt_areDeniedWithoutAndTakeEffectWithAnArtifact_everyWay() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CEILING);
    String artifact = jvm.authority.mint(Map.of("jdk:runtime.exit", Grant.ANY));
    for (String call : List.of("exit", "halt")) {
      for (Calls.Way way : Calls.Way.values()) {
        GovernedJvm.Result result = jvm.run(Leave.class, call, way.name(), artifact);
        assertEquals(List.of("denied:NO_ARTIFACT"), result.out(), call + " " + way);
        assertEquals(7, result.status(), call + " " + way + " " + result.err());
      }
    }
    List<JournalRecord> exits =
        Journals.verified(jvm.journal()).records().stream()
            .filter(record -> "jdk:runtime.exit".equals(record.action()))
            .toList();
    assertEquals(2 * WAYS, count(exits, "DENIED"));
    assertEquals(2 * WAYS, count(exits, "ALLOWED_BY_ARTIFACT"));
  }

  @Test
  void everyKindOfGovernedMethod_isDecidedByScopeAndArguments_everyWay() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CEILING);
    GovernedJvm.Result result = jvm.run(GovernedMatrix.class, jvm.authority.mint(governedScope()));
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(KINDS * WAYS * 3, result.out().size());
    for (String line : result.out()) {
      if (line.contains(" UNBOUND ")) {
        assertTrue(line.endsWith(" denied:NO_ARTIFACT false"), line);
      } else if (line.startsWith("CELL accessor ")) {
        assertTrue(line.endsWith(" ran true"), line); // It has no argument that could be above.
      } else if (line.contains(" ABOVE ")) {
        assertTrue(line.endsWith(" denied:ARGUMENT_OUT_OF_SCOPE false"), line);
      } else if (line.startsWith("CELL throwing ")) {
        assertTrue(
            line.endsWith("java.lang.UnsupportedOperationException: as it should true"), line);
      } else {
        assertTrue(line.endsWith(" WITHIN ran true"), line);
      }
    }
    List<JournalRecord> records = closedRecords(jvm);
    List<JournalRecord> calls =
        records.stream()
            .filter(r -> !r.isOutcome() && String.valueOf(r.action()).matches("java:.*|test:.*"))
            .toList();
    // One decision for each attempt: no call asks twice, through bridge, default or override.
    assertEquals(KINDS * WAYS + WAYS, count(calls, "ALLOWED_BY_ARTIFACT"));
    assertEquals(KINDS * WAYS * 2 - WAYS, count(calls, "DENIED"));
    assertEquals(
        WAYS, records.stream().filter(r -> r.verdict().name().equals("THREW")).count(), "threw");
    System.out.println("governed methods: " + result.out().size() + " cells as expected");
  }

  @Test
  void governedInterface_thatIsLoadedAfterItsImplementer_isWoven() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy("");
    assertEquals(List.of("denied:test:late"), jvm.run(ImplementerFirst.class).out());
  }

  private static Map<String, Grant> governedScope() {
    Map<String, Grant> scope = new LinkedHashMap<>();
    Grant upTo500 = new Grant(Map.of("amount", new Range(null, BigDecimal.valueOf(500))));
    String at = "java:io.writ.agent.fixture.Governance$";
    for (String method :
        List.of(
            "Teller#pay(long)",
            "Teller#refund(long)",
            "Base#move(int)",
            "Base#keep(long)",
            "Box#put(java.lang.Object)",
            "Account#<init>(long)",
            "Note#<init>(long)",
            "Modifiers#statically(long)",
            "Modifiers#privately(long)",
            "Modifiers#finally1(long)",
            "Modifiers#synchronised(long)",
            "Modifiers#variable(long,java.lang.String[])",
            "Modifiers#generic(java.lang.Number)",
            "Modifiers#failing(long)")) {
      scope.put(at + method, upTo500);
    }
    scope.put(at + "Priced#price()", Grant.ANY);
    Map<String, io.writ.core.constraint.Constraint> primitives = new LinkedHashMap<>();
    for (String name : List.of("z", "b", "c", "s", "i", "f", "d")) {
      primitives.put(name, new Wildcard());
    }
    primitives.put("amount", new Range(null, BigDecimal.valueOf(500)));
    scope.put("test:primitives", new Grant(primitives));
    return scope;
  }

  /** Of a JVM that ended as it should: each journal is closed by its writer. */
  private static List<JournalRecord> closedRecords(GovernedJvm jvm) throws IOException {
    Journals journals = Journals.verified(jvm.journal());
    for (JournalVerdict verdict : journals.set().verdicts()) {
      assertEquals(JournalVerdict.State.CLOSED, verdict.state());
    }
    return journals.records();
  }
}
