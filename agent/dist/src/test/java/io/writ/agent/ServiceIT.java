package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring Boot, and H2 through JDBC, each under its baseline. */
class ServiceIT {
  private static final Path SERVICE = Path.of(System.getProperty("writ.service"));
  private static final String QUERY = "SELECT COUNT(*) FROM entry WHERE note = 'coffee'";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void place() throws IOException {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    jvm = new GovernedJvm(directory).program(SERVICE).flag("-Djava.io.tmpdir=" + temporary);
  }

  @Test
  void madeUpStatement_runsOnlyAsTheArtifactSpellsIt() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    jvm.baseline("jdbc-service.yaml");
    Grant query = new Grant(Map.of("sql", new Exact(new Scalar.Text(QUERY))));
    String artifact = jvm.authority.mint(Map.of("jdbc:executeQuery", query));
    ProcessBuilder command = jvm.command("io.writ.service.Ledger", data.toString(), artifact);
    command.environment().put("DATA_DIR", data.toString());

    GovernedJvm.Result result = GovernedJvm.run(command);

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(List.of(), result.writLines());
    String at = "] at [org.h2.jdbc.JdbcStatement.";
    assertEquals(
        List.of(
            "schema: false",
            "insert: 1",
            "insert again: 1",
            "count UNBOUND: denied [jdbc:executeQuery"
                + at
                + "executeQuery]: no artifact is bound to thread [main]; bind one with scope"
                + " [jdbc:executeQuery sql=…], or grant it in policy [jdbc-service v1] under ambient",
            "count BOUND: 1",
            "injected BOUND: denied [jdbc:executeQuery"
                + at
                + "executeQuery]: artifact [ID] does not grant this value of argument [sql]; present"
                + " one that does, or call within it",
            "drop BOUND: denied [jdbc:execute"
                + at
                + "execute]: artifact [ID] does not list the action; present one with scope"
                + " [jdbc:execute sql=…]",
            "batch UNBOUND: denied [jdbc:addBatch"
                + at
                + "addBatch]: no artifact is bound to thread [main]; bind one with scope"
                + " [jdbc:addBatch sql=…], or grant it in policy [jdbc-service v1] under ambient"),
        result.out().stream().map(Journals::withoutId).toList());
    String insert = "[sql=INSERT INTO entry (id, note) VALUES (?, ?)]";
    assertEquals(
        List.of(
            "ALLOWED_BY_POLICY jdbc:execute at execute []",
            "ALLOWED_BY_POLICY jdbc:prepare at prepareStatement " + insert,
            "ALLOWED_BY_POLICY jdbc:run at executeUpdate []",
            "ALLOWED_BY_POLICY jdbc:prepare at prepareStatement " + insert,
            "ALLOWED_BY_POLICY jdbc:run at executeUpdate []",
            "DENIED jdbc:executeQuery at executeQuery []",
            "ALLOWED_BY_ARTIFACT jdbc:executeQuery at executeQuery []",
            "DENIED jdbc:executeQuery at executeQuery []",
            "DENIED jdbc:execute at execute []",
            "DENIED jdbc:addBatch at addBatch []"),
        Journals.verified(jvm.journal()).decisions("jdbc:.*"));
  }

  @Test
  void controllersAndJobs_runByArtifactAndByPolicy() throws Exception {
    int port = freePort();
    jvm.baseline("spring-boot.yaml");
    String artifact =
        jvm.authority.mint(
            Map.of(
                "web:Orders.place",
                new Grant(Map.of("amount", new Range(null, BigDecimal.valueOf(5000)))),
                "web:Orders.show",
                new Grant(Map.of("id", new Wildcard()))));
    ProcessBuilder command = jvm.command("io.writ.service.Shop").redirectErrorStream(true);
    command.environment().put("SERVER_ADDRESS", "127.0.0.1");
    command.environment().put("SERVER_PORT", String.valueOf(port));
    command.environment().put("AGENT_JAR", GovernedJvm.AGENT.toString());
    Process shop = command.start();
    List<String> log = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(shop.getInputStream(), StandardCharsets.UTF_8))) {
      readUntil("ready", out, log);
      assertEquals(expectedAnswers(), answers(port, artifact));
      // By its handle: Process.destroy closes the output that is still to be read.
      shop.toHandle().destroy();
      readUntil(null, out, log);
      assertTrue(shop.waitFor(30, TimeUnit.SECONDS));
    } finally {
      shop.destroyForcibly();
    }
    assertEquals(143, shop.exitValue(), () -> String.join("\n", log));
    assertEquals(List.of(), log.stream().filter(line -> line.startsWith("writ:")).toList());
    assertEquals(
        List.of(
            "io.writ.api.WritDenied: denied [job:Jobs.purge] at [io.writ.service.Jobs.purge]: no"
                + " artifact is bound to thread [scheduling-1]; bind one with scope [job:Jobs.purge],"
                + " or grant it in policy [spring-boot v1] under ambient"),
        log.stream().filter(line -> line.contains("denied [")).toList());
    Journals journals = Journals.verified(jvm.journal());
    assertEquals(
        List.of(
            "DENIED job:Jobs.purge at purge []",
            "ALLOWED_BY_POLICY job:Jobs.sweep at sweep []",
            "DENIED web:Orders.place at place [amount=400]",
            "ALLOWED_BY_ARTIFACT web:Orders.place at place [amount=400]",
            "DENIED web:Orders.place at place [amount=2000]",
            "DENIED web:Orders.place at place [amount=6000]",
            "ALLOWED_BY_ARTIFACT web:Orders.show at show [id=7]",
            "ALLOWED_BY_POLICY web:BasicErrorController.error at error []"),
        journals.decisions("(web|job):.*"));
    assertEquals(List.of(), jdkDenials(journals));
    System.out.println(
        "Spring Boot 4.0.0 on JDK "
            + Runtime.version().feature()
            + ": enforced, served; "
            + journals.records().size()
            + " decisions and outcomes recorded");
  }

  private List<String> answers(int port, String artifact) throws Exception {
    String orders = "http://127.0.0.1:" + port + "/orders";
    List<String> answers = new ArrayList<>();
    answers.add(answer("POST", orders + "?amount=400", null));
    answers.add(answer("POST", orders + "?amount=400", artifact));
    answers.add(answer("POST", orders + "?amount=2000", artifact));
    answers.add(answer("POST", orders + "?amount=6000", artifact));
    answers.add(answer("GET", orders + "/7", artifact));
    answers.add(answer("GET", orders + "/7/nothing", artifact).substring(0, 4));
    return answers;
  }

  private static List<String> expectedAnswers() {
    String denied = "403 denied [web:Orders.place] at [io.writ.service.Orders.place]: ";
    return List.of(
        denied
            + "no artifact is bound to thread [T]; bind one with scope [web:Orders.place amount=400],"
            + " or grant it in policy [spring-boot v1] under ambient",
        "200 placed 400",
        denied
            + "artifact [ID] grants it, policy [spring-boot v1] has no ceiling that covers argument"
            + " [amount]; raise the ceiling or call within it",
        denied
            + "artifact [ID] does not grant this value of argument [amount]; present one that does,"
            + " or call within it",
        "200 order 7",
        "404 ");
  }

  private String answer(String method, String uri, @Nullable String artifact) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (artifact != null) {
      request.header("X-Writ-Artifact", artifact);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode()
        + " "
        + Journals.withoutId(response.body()).replaceAll("thread \\[[^]]*]", "thread [T]");
  }

  /** To the end when the line is null. */
  private static void readUntil(@Nullable String last, BufferedReader out, List<String> log)
      throws IOException {
    String line = out.readLine();
    while (line != null) {
      log.add(line);
      if (line.equals(last)) {
        return;
      }
      line = out.readLine();
    }
    assertEquals(null, last, () -> "it does not start: " + String.join("\n", log));
  }

  private static List<String> jdkDenials(Journals journals) {
    return journals.decisions("jdk:.*").stream().filter(line -> line.startsWith("DENIED")).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
