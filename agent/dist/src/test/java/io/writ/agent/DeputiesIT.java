package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Deputies;
import io.writ.agent.fixture.Deputy;
import io.writ.agent.fixture.DeputyList;
import io.writ.agent.fixture.Pools;
import io.writ.core.artifact.Grant;
import io.writ.core.catalogue.Catalogue;
import io.writ.replay.JournalRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Public calls of the JDK's that act on behalf of their caller: denied and without effect when
 * nothing is bound, and with their effect under an artifact that grants what they do and no more.
 */
class DeputiesIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everyDeputy_isDeniedWithoutEffectWhenUnbound_andActsInScope() throws Exception {
    List<Deputy> deputies = DeputyList.all();
    GovernedJvm jvm = jvm(directory.toRealPath());
    GovernedJvm.Result result = run(jvm, deputies);
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    Map<String, List<JournalRecord>> segments = segments(Journals.verified(jvm.journal()));
    List<String> problems = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Deputy deputy : deputies) {
      new DeputyRow(deputy, result.out(), segments).check(numbers, problems);
    }
    assertEquals(List.of(), problems, () -> String.join("\n", result.err()));
    assertEquals(deputies.size(), numbers.getOrDefault("unbound", 0));
    assertEquals(deputies.size(), numbers.getOrDefault("bound", 0));
    System.out.println(
        "deputies on JDK "
            + Runtime.version().feature()
            + ": "
            + deputies.size()
            + " called, "
            + numbers.get("unbound")
            + " denied unbound without effect, "
            + numbers.get("quiet")
            + " of them quietly, "
            + numbers.get("bound")
            + " ran in scope");
  }

  @Test
  void poolsAndTimers_startNoThreadForWhoIsNotGrantedOne() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policyWithoutThreads(
                """
                ceiling:
                  threads: { actions: ["jdk:thread.*", "jdk:runtime.exit"] }
                """);
    Map<String, Grant> grants = new LinkedHashMap<>();
    for (String action :
        List.of("jdk:thread.create", "jdk:thread.contextloader", "jdk:runtime.exit")) {
      grants.put(action, Grant.ANY);
    }
    GovernedJvm.Result result = jvm.run(Pools.class, jvm.authority.mint(grants));
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    List<String> expected = new ArrayList<>();
    for (String name : List.of("fixed pool", "cached pool", "scheduled pool", "timer")) {
      expected.add(name + ", unbound: denied jdk:thread.create");
      expected.add(name + ", granted: ran");
    }
    // Workers are made with a class loader of their own choice before they are started.
    for (String name : List.of("fork-join pool", "completable future")) {
      expected.add(name + ", unbound: denied jdk:thread.contextloader");
      expected.add(name + ", granted: ran");
    }
    assertEquals(expected, result.out(), () -> String.join("\n", result.err()));
  }

  private static GovernedJvm.Result run(GovernedJvm jvm, List<Deputy> deputies) throws Exception {
    Path files = Files.createDirectory(jvm.directory.resolve("f"));
    Path home = Files.createDirectory(jvm.directory.resolve("home"));
    Path temporary = Files.createDirectory(jvm.directory.resolve("tmp"));
    Path preferences = files.resolve("preferences");
    jvm.flag("-Djava.util.prefs.userRoot=" + preferences);
    jvm.flag("-Duser.home=" + home).flag("-Djava.io.tmpdir=" + temporary);
    jvm.flag("-Djava.awt.headless=true");
    try (Listeners listeners = new Listeners()) {
      List<Integer> ports = listeners.ports();
      Map<String, String> values = new LinkedHashMap<>();
      values.put("tcp", ports.get(0).toString());
      values.put("http", ports.get(1).toString());
      values.put("udp", ports.get(2).toString());
      values.put("preferences", preferences.toString());
      values.put("home", home.toString());
      values.put("tmp", temporary.toString());
      List<String> artifacts = new ArrayList<>();
      for (int i = 0; i < deputies.size(); i++) {
        values.put("dir", files.resolve("d" + i).toString());
        values.put("name", "d" + i);
        artifacts.add(jvm.authority.mint(DeputyGrants.of(deputies.get(i).grantsAt(values))));
      }
      Path minted = Files.write(jvm.directory.resolve("artifacts"), artifacts);
      List<String> arguments =
          new ArrayList<>(List.of(files.toString(), minted.toString(), everything(jvm)));
      ports.forEach(port -> arguments.add(port.toString()));
      return jvm.run(Deputies.class, arguments.toArray(String[]::new));
    }
  }

  private static GovernedJvm jvm(Path root) throws Exception {
    return new GovernedJvm(root)
        .policy(
            """
            ceiling:
              everything: { actions: ["*"] }
            journal:
              attributes: { "jdk:file.*": [path] }
            """);
  }

  private static String everything(GovernedJvm jvm) throws Exception {
    Map<String, Grant> everything = new LinkedHashMap<>();
    Catalogue.shipped().actions().keySet().stream()
        .filter(action -> action.startsWith("jdk:"))
        .forEach(action -> everything.put(action, Grant.ANY));
    return jvm.authority.mint(everything);
  }

  /** What was decided between the two marks of a call, by {@code name/binding}. */
  private static Map<String, List<JournalRecord>> segments(Journals journals) {
    Map<String, List<JournalRecord>> segments = new HashMap<>();
    String open = "";
    for (JournalRecord record : journals.records()) {
      String path =
          record.attributes().isEmpty() ? "" : String.valueOf(record.attributes().get(0).value());
      if (path.startsWith(DeputyRow.MARK)) {
        open = path.endsWith("/begin") ? path.substring(0, path.lastIndexOf('/')) : "";
      } else if (!open.isEmpty()) {
        segments.computeIfAbsent(open, name -> new ArrayList<>()).add(record);
      }
    }
    return segments;
  }
}
