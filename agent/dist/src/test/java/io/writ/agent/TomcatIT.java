package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Apache Tomcat distribution, which none of us wrote, with the agent in front: observed, then
 * enforced under a policy, serving its own examples.
 */
class TomcatIT {
  private static final Path HOME = Path.of(System.getProperty("writ.tomcat"));
  private static final String EXAMPLE = "/examples/servlets/servlet/HelloWorldExample";
  private static final String PROBE =
      """
      <%@ page import="java.nio.file.*" %><%
        try {
          out.print("read " + Files.readString(Path.of(request.getParameter("path"))).length());
        } catch (Exception e) {
          out.print(e.getClass().getName() + ": " + e.getMessage());
        }
      %>
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void tomcat_servesInObserveAndThenInEnforceWithAPolicy() throws Exception {
    Path base = base();
    GovernedJvm jvm = new GovernedJvm(directory);
    String classPath =
        HOME.resolve("bin/bootstrap.jar") + ":" + HOME.resolve("bin/tomcat-juli.jar");
    jvm.classPath(classPath)
        .flag("-Dcatalina.home=" + HOME)
        .flag("-Dcatalina.base=" + base)
        .flag("-Djava.io.tmpdir=" + base.resolve("temp"));

    jvm.policy("").options("");
    String enforce = jvm.agentArgument();
    jvm.options(enforce + ",mode=observe");
    assertEquals("read " + Files.size(Path.of("/etc/passwd")), served(jvm, base, "observe"));
    Journals observed = Journals.verified(jvm.journal());
    assertTrue(observed.count("jdk:net.bind", "WOULD_DENY") >= 1);
    assertTrue(observed.count("jdk:file.write", "WOULD_DENY") >= 1);
    assertEquals(0, observed.count("jdk:file.read", "DENIED"));

    jvm.policy(policy(base)).options(enforce);
    String answer = served(jvm, base, "enforce");
    assertTrue(
        answer.startsWith(
            "io.writ.api.WritDenied: denied [jdk:file.read] at [java.nio.file.Files.newByteChannel]:"
                + " no artifact is bound to thread ["),
        answer);
    Journals both = Journals.verified(jvm.journal());
    assertEquals(List.of("jdk:file.read /etc/passwd"), denied(both));
    System.out.println(
        "Tomcat 11.0.14 on JDK "
            + Runtime.version().feature()
            + ": observed, enforced, served; "
            + both.records().size()
            + " decisions and outcomes recorded");
  }

  private static List<String> denied(Journals journals) {
    return journals.records().stream()
        .filter(record -> record.verdict().name().equals("DENIED"))
        .filter(record -> !"writ:self-test".equals(record.action()))
        .map(record -> record.action() + " " + record.attributes().get(0).value())
        .distinct()
        .toList();
  }

  private static String policy(Path base) throws IOException {
    return """
          tomcat-code: { actions: ["jdk:file.read"], where: { path: { path_under: ["%1$s", "%2$s", /sys/fs/cgroup, /proc, /etc/hosts] } } }
          tomcat-work: { actions: ["jdk:file.write", "jdk:file.delete"], where: { path: { path_under: "%2$s" } } }
          tomcat-port: { actions: ["jdk:net.bind", "jdk:net.connect"], where: { host: 127.0.0.1 } }
          tomcat-native: { actions: ["jdk:code.native"], where: { library: { any: [{ one_of: [tcnative-2, libtcnative-2, tcnative-1, libtcnative-1] }, { path_under: "%1$s/bin" }] } } }
        journal:
          attributes: { "jdk:code.native": [library], "jdk:file.read": [path], "jdk:file.write": [path], "jdk:file.delete": [path], "jdk:net.bind": [host, port], "jdk:net.connect": [host, port], "jdk:process.start": [command] }
        """
        .formatted(HOME.toRealPath(), base.toRealPath());
  }

  /** Starts Tomcat, gets the example and the probe's answer, stops it. */
  private String served(GovernedJvm jvm, Path base, String name) throws Exception {
    int port = freePort();
    Files.writeString(
        base.resolve("conf/server.xml"),
        Files.readString(HOME.resolve("conf/server.xml"))
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\""));
    Path log = directory.resolve(name + ".log");
    Process tomcat =
        jvm.command("org.apache.catalina.startup.Bootstrap", "start")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      HttpResponse<String> example = firstAnswer(tomcat, port, log);
      assertEquals(200, example.statusCode(), () -> read(log));
      assertTrue(example.body().contains("Hello World!"), example.body());
      return get(port, "/probe.jsp?path=/etc/passwd").body().strip();
    } finally {
      tomcat.destroy();
      if (!tomcat.waitFor(30, TimeUnit.SECONDS)) {
        tomcat.destroyForcibly();
      }
      assertEquals(143, tomcat.waitFor(), () -> read(log));
      assertFalse(read(log).contains("writ: class ["), () -> "a class was refused: " + read(log));
    }
  }

  private HttpResponse<String> firstAnswer(Process tomcat, int port, Path log) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline && tomcat.isAlive()) {
      try {
        return get(port, EXAMPLE);
      } catch (IOException notYet) {
        Thread.onSpinWait();
        tomcat.waitFor(200, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError("Tomcat does not serve: " + read(log));
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Path base() throws IOException {
    Path base = Files.createDirectory(directory.resolve("base"));
    copy(HOME.resolve("conf"), base.resolve("conf"));
    copy(HOME.resolve("webapps/examples"), base.resolve("webapps/examples"));
    copy(HOME.resolve("webapps/ROOT"), base.resolve("webapps/ROOT"));
    for (String name : List.of("logs", "temp", "work")) {
      Files.createDirectory(base.resolve(name));
    }
    Files.writeString(base.resolve("webapps/ROOT/probe.jsp"), PROBE);
    return base;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
