package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Deferred;
import io.writ.agent.fixture.Exhaustion;
import io.writ.agent.fixture.HeapDump;
import io.writ.agent.fixture.LateClasses;
import io.writ.agent.fixture.Storm;
import io.writ.agent.fixture.Strangers;
import io.writ.agent.fixture.Tricks;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller can do to the check while it is made, and around it by another name. */
class InsideTheCheckIT {
  private static final long DENIALS = Long.getLong("writ.denials", 100_000);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path root;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path secret;

  @BeforeEach
  void files() throws Exception {
    root = directory.toRealPath();
    Path granted = Files.createDirectory(root.resolve("granted"));
    Files.createDirectory(root.resolve("secret"));
    Files.createDirectory(root.resolve("readable"));
    secret = Files.writeString(root.resolve("secret/s"), "secret");
    Files.writeString(root.resolve("readable/r"), "readable");
    Files.writeString(granted.resolve("g"), "granted");
    Files.createSymbolicLink(granted.resolve("link"), secret);
    Files.createSymbolicLink(granted.resolve("linked-directory"), root.resolve("secret"));
    Files.createSymbolicLink(granted.resolve("dangling"), root.resolve("secret/none"));
    Files.createSymbolicLink(granted.resolve("memory"), Path.of("/proc/self/mem"));
  }

  private GovernedJvm jvm(String more) throws Exception {
    return new GovernedJvm(root)
        .policy(
            """
              fixture: # what the probes are made of, and do not probe
                actions:
                  - "jdk:code.load"
                  - "jdk:code.define"
                  - "jdk:reflect.open"
                  - "jdk:runtime.hook"
                  - "jdk:runtime.signal"
                  - "jdk:runtime.diagnostic"
                  - "jdk:runtime.provider"
                  - "jdk:runtime.io"
                  - "jdk:runtime.jmx"
                  - "jdk:runtime.property"
              processes:
                actions: ["jdk:file.list"]
                where: { path: { path_under: /proc } }
              dumps:
                actions: ["jdk:file.write"]
                where:
                  path: { path_under: ["${user.dir}/open.hprof", "${user.dir}/closed.hprof"] }
              granted:
                actions: ["jdk:file.*"]
                where: { path: { path_under: "%1$s/granted" } }
              readable:
                actions: ["jdk:file.read"]
                where: { path: { path_under: "%1$s/readable" } }
              truth:
                actions: ["jdk:process.start"]
                where: { command: "/bin/true" }
              nobody:
                actions: ["jdk:net.connect"]
                where: { host: "127.0.0.2" }
            ceiling:
              held: { actions: ["test:*", "jdk:file.*"] }
            journal:
              attributes: { "jdk:file.*": [path] }
            """
                    .formatted(root)
                + more);
  }

  private static Map<String, Integer> numbers(GovernedJvm.Result result, String name) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (String line : result.out()) {
      if (line.startsWith(name + ": ")) {
        Matcher matcher = Pattern.compile("([a-z]+) (\\d+)").matcher(line);
        while (matcher.find()) {
          numbers.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
      }
    }
    return numbers;
  }

  @Test
  void otherNamesAndObjectsThatChange_openNothingThatWasNotDecidedUpon() throws Exception {
    GovernedJvm jvm = jvm("");

    GovernedJvm.Result result = jvm.run(Tricks.class, root.toString(), "1");

    assertEquals(0, result.status(), () -> result.out() + " " + result.err());
    assertEquals(List.of(), result.out().stream().filter(line -> line.startsWith("RAN")).toList());
    assertEquals("control: granted", result.out().get(result.out().size() - 1));
    assertEquals("secret", Files.readString(secret));
    assertEquals("readable", Files.readString(root.resolve("readable/r")));
    try (Stream<Path> left = Files.list(root.resolve("secret"))) {
      assertEquals(List.of(secret), left.toList());
    }
    System.out.println("tricks on JDK " + Runtime.version().feature() + ": " + result.out());
    Journals.verified(jvm.journal());
  }

  @Test
  void callsAtTheEndOfStackHeapAndProcessor_haveNoEffectWithoutARecord() throws Exception {
    GovernedJvm jvm = jvm("").flag("-Xmx64m");

    GovernedJvm.Result result =
        jvm.run(Exhaustion.class, root.resolve("granted").toString(), secret.toString());

    System.out.println("exhaustion on JDK " + Runtime.version().feature() + ": " + result.out());
    assertEquals(0, result.status(), () -> result.out() + " " + result.err());
    for (String part : List.of("stack", "heap", "processor", "after")) {
      assertEquals(0, numbers(result, part).get("slipped"), () -> result.out().toString());
    }
    assertEquals(
        "after: ran 1, denied 1, errors 0, slipped 0",
        result.out().get(result.out().size() - 1),
        result::toString);
    for (String part : List.of("stack", "heap")) {
      assertTrue(
          numbers(result, part).getOrDefault("errors", 0) > 0, () -> result.out().toString());
      assertTrue(numbers(result, part).getOrDefault("ran", 0) > 0, () -> result.out().toString());
    }
    Set<String> allowed = new HashSet<>();
    for (JournalRecord record : Journals.verified(jvm.journal()).records()) {
      if (record.verdict().name().equals("ALLOWED_BY_POLICY") && !record.attributes().isEmpty()) {
        allowed.add(record.attributes().get(0).value());
      }
    }
    try (Stream<Path> effects = Files.list(root.resolve("granted"))) {
      List<String> made = effects.map(Path::toString).filter(n -> !isOurs(n)).toList();
      assertEquals(List.of(), made.stream().filter(name -> !allowed.contains(name)).toList());
      System.out.println(made.size() + " effects, each with its record");
    }
  }

  /** What the test put there itself. */
  private static boolean isOurs(String name) {
    return name.matches(".*/(g|link|linked-directory|dangling|memory)");
  }

  @Test
  void classesThatAreLoadedAtTheEndOfTheStack_areGovernedOrRefused() throws Exception {
    GovernedJvm jvm = jvm("");

    GovernedJvm.Result result = jvm.run(LateClasses.class, "5");

    assertEquals(0, result.status(), () -> result.err().toString());
    Map<String, Integer> numbers = numbers(result, "late");
    assertEquals(0, numbers.get("through"), () -> result.out().toString());
    assertTrue(numbers.getOrDefault("refused", 0) > 0, () -> result.out().toString());
    assertTrue(numbers.getOrDefault("denied", 0) > 100, () -> result.out().toString());
    System.out.println("late classes on JDK " + Runtime.version().feature() + ": " + numbers);
  }

  @Test
  void denialStorm_isCountedToTheLastInASmallHeap() throws Exception {
    GovernedJvm jvm = jvm("").flag("-Xmx64m");

    GovernedJvm.Result result = jvm.run(Storm.class, Long.toString(DENIALS), secret.toString());

    assertEquals(List.of("denied " + DENIALS), result.out(), () -> result.err().toString());
    AtomicLong recorded = new AtomicLong();
    JournalSet set =
        JournalSet.verify(
            JournalFiles.at(jvm.journal()),
            record -> {
              if ("jdk:file.delete".equals(record.action())
                  && record.verdict().name().equals("DENIED")) {
                recorded.incrementAndGet();
              }
            });
    assertEquals(DENIALS, recorded.get());
    for (JournalVerdict verdict : set.verdicts()) {
      assertEquals(JournalVerdict.State.CLOSED, verdict.state());
    }
    System.out.println(
        DENIALS + " denials seen and recorded on JDK " + Runtime.version().feature());
  }

  @Test
  void workThatIsSubmitted_hasItsSubmittersAuthority_andAllElseHasNone() throws Exception {
    GovernedJvm jvm = jvm("");
    Path held = Files.writeString(root.resolve("held"), "x");
    Grant there = new Grant(Map.of("path", new PathUnder(List.of(new RealPath(held.toString())))));
    String artifact = jvm.authority.mint(Map.of("jdk:file.read", there, "jdk:file.delete", there));

    GovernedJvm.Result result = jvm.run(Deferred.class, artifact, held.toString());

    Map<String, String> said =
        result.out().stream()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(l -> l[0], l -> l[1], (a, b) -> a + ", " + b, TreeMap::new));
    Map<String, String> expected = new TreeMap<>();
    List<String> submitted =
        new ArrayList<>(
            List.of(
                "timer",
                "pool made inside",
                "common pool",
                "completable future",
                "new thread",
                "uncaught exception handler",
                "end of a process"));
    if (Runtime.version().feature() < 21) {
      expected.put("virtual thread", "not on this JDK");
      expected.put("afterwards, virtual thread", "not on this JDK");
    } else {
      submitted.add("virtual thread");
    }
    for (String kind : submitted) {
      expected.put(kind, "ran");
      expected.put("afterwards, " + kind, "NO_ARTIFACT");
    }
    for (String kind :
        List.of("cleaner", "finalizer", "signal handler", "shutdown hook", "unbound")) {
      expected.put(kind, "NO_ARTIFACT");
    }
    expected.put("bound", "ran");
    expected.put("initialiser", "denied, the class is unusable");
    assertEquals(expected, said, () -> result.err().toString());
    assertTrue(Files.exists(held), "what was to be deleted on exit is still there");
    Journals journals = Journals.verified(jvm.journal());
    assertEquals(1, journals.count("jdk:file.delete", "DENIED"));
    System.out.println(said.size() + " kinds of later on JDK " + Runtime.version().feature());
  }

  @Test
  void codeThatTheApplicationPutsUnderTheAgent_isNotCalledOrIsGoverned() throws Exception {
    GovernedJvm jvm = jvm("");
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    String artifact = jvm.authority.mint(Map.of("test:held", Grant.ANY), holder, t -> t);
    int end = artifact.lastIndexOf('.') + 10;
    char other = artifact.charAt(end) == 'A' ? 'B' : 'A';
    String changed = artifact.substring(0, end) + other + artifact.substring(end + 1);

    GovernedJvm.Result result =
        jvm.run(
            Strangers.class,
            artifact,
            changed,
            secret.toString(),
            holder.toPem().strip().replace('\n', '|').replace(' ', '~'));

    assertEquals(
        List.of(
            "changed signature: BAD_SIGNATURE",
            "good: ran",
            "good again: ran",
            "changed signature after a good one: BAD_SIGNATURE",
            "new key: ran",
            "proof: ran",
            "attenuation: DEPTH_EXCEEDED",
            "digest in the application: ran",
            "called by the agent: 0",
            "map that calls: DEPTH_EXCEEDED",
            "while it was read: 1 denied, 0 slipped"),
        result.out(),
        () -> result.err().toString());
  }

  @Test
  void closedHolderKey_isNotInADumpOfTheHeap() throws Exception {
    GovernedJvm jvm = jvm("");
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    SigningKey key = SigningKey.fromSeed(SignatureAlgorithm.ED25519, seed);
    Path pem = Files.writeString(root.resolve("readable/key.pem"), key.toPem());
    Path open = root.resolve("open.hprof");
    Path closed = root.resolve("closed.hprof");

    GovernedJvm.Result result =
        jvm.run(HeapDump.class, pem.toString(), open.toString(), closed.toString());

    assertEquals(List.of("dumped false"), result.out(), () -> result.err().toString());
    String text = key.toPem().lines().skip(1).findFirst().orElseThrow();
    assertTrue(isIn(open, seed), "an open key is somewhere");
    assertFalse(isIn(closed, seed), "the key");
    assertFalse(isIn(closed, text.getBytes(StandardCharsets.ISO_8859_1)), "its text");
    assertFalse(isIn(closed, text.getBytes(StandardCharsets.UTF_16BE)), "its characters");
    assertFalse(isIn(closed, text.getBytes(StandardCharsets.UTF_16LE)), "its characters");
  }

  private static boolean isIn(Path file, byte[] wanted) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
