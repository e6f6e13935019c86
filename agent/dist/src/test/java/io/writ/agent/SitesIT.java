package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Calls;
import io.writ.agent.fixture.GovernedMatrix;
import io.writ.agent.fixture.ImplementerFirst;
import io.writ.agent.fixture.JdkMatrix;
import io.writ.agent.fixture.Leave;
import io.writ.core.artifact.Grant;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Wildcard;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every woven site of the shipped jar, without and with an artifact, three ways of calling. */
class SitesIT {
  private static final String CEILING =
      """
      ceiling:
        everything: { actions: ["*"] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everyJdkSite_isDeniedWithoutAndAllowedWithAnArtifact_directlyByReflectionAndByHandle()
      throws Exception {
    Catalogue catalogue = Catalogue.shipped();
    Path files = Files.createDirectory(directory.resolve("files"));
    for (int i = 0; i < 500; i++) {
      Files.writeString(files.resolve("made-" + i), "x");
    }
    for (int i = 0; i < 10; i++) {
      Files.createDirectory(files.resolve("empty-" + i));
    }
    GovernedJvm jvm = new GovernedJvm(directory).policy(CEILING);
    Map<String, Grant> everything = new LinkedHashMap<>();
    catalogue.actions().keySet().stream()
        .filter(action -> action.startsWith("jdk:"))
        .forEach(action -> everything.put(action, Grant.ANY));

    GovernedJvm.Result result =
        jvm.run(JdkMatrix.class, files.toString(), jvm.authority.mint(everything));

    int cells = 0;
    for (String line : result.out()) {
      if (line.contains(" UNBOUND ")) {
        assertTrue(line.endsWith(" denied:NO_ARTIFACT"), line);
      } else {
        assertTrue(line.endsWith(" BOUND ran"), line);
      }
      cells++;
    }
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertTrue(cells >= 150, "cells: " + cells);
    assertJournalShowsBothForEverySite(catalogue, closedRecords(jvm));
    System.out.println(
        "JDK sites on " + Runtime.version().feature() + ": " + cells + " cells as expected");
  }

  private static void assertJournalShowsBothForEverySite(
      Catalogue catalogue, List<JournalRecord> records) {
    Map<String, List<JournalRecord>> bySite = new TreeMap<>();
    for (JournalRecord record : records) {
      if (!record.isOutcome() && record.site() != null) {
        bySite.computeIfAbsent(record.site(), site -> new ArrayList<>()).add(record);
      }
    }
    for (JdkSite site : catalogue.sitesOn(Runtime.version().feature())) {
      if (site.method().equals("exit")
          || site.method().equals("halt")
          || site.className().equals("io.writ.gate.SelfTest")) {
        continue; // LeaveIT-style cells end the JVM; the self-test is never allowed.
      }
      List<JournalRecord> own = bySite.getOrDefault(site.location(), List.of());
      long denied = count(own, "DENIED");
      long allowed = count(own, "ALLOWED_BY_ARTIFACT");
      assertTrue(denied >= 3, site.location() + " denied records: " + denied);
      assertTrue(allowed >= 3, site.location() + " allowed records: " + allowed);
    }
  }

  private static long count(List<JournalRecord> records, String verdict) {
    return records.stream().filter(record -> record.verdict().name().equals(verdict)).count();
  }

  @Test
  void exitAndHalt_areDeniedWithoutAndTakeEffectWithAnArtifact_threeWays() throws Exception {
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
    assertEquals(6, count(exits, "DENIED"));
    assertEquals(6, count(exits, "ALLOWED_BY_ARTIFACT"));
  }

  @Test
  void everyKindOfGovernedMethod_isDecidedByScopeAndArguments_threeWays() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CEILING);
    GovernedJvm.Result result = jvm.run(GovernedMatrix.class, jvm.authority.mint(governedScope()));
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(17 * 3 * 3, result.out().size());
    for (String line : result.out()) {
      if (line.contains(" UNBOUND ")) {
        assertTrue(line.endsWith(" denied:NO_ARTIFACT false"), line);
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
    assertEquals(17 * 3, count(calls, "ALLOWED_BY_ARTIFACT"));
    assertEquals(17 * 3 * 2, count(calls, "DENIED"));
    assertEquals(
        3, records.stream().filter(r -> r.verdict().name().equals("THREW")).count(), "threw");
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
            "Modifiers#statically(long)",
            "Modifiers#privately(long)",
            "Modifiers#finally1(long)",
            "Modifiers#synchronised(long)",
            "Modifiers#variable(long,java.lang.String[])",
            "Modifiers#generic(java.lang.Number)",
            "Modifiers#failing(long)")) {
      scope.put(at + method, upTo500);
    }
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
