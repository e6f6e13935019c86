package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Redirects;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin that is granted and sends its caller on, and handlers that are not what they say. */
class RedirectIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void redirectsAndForeignHandlers_reachNothingThatTheOriginsGrantDoesNotName() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "of the file");
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                ceiling:
                  net: { actions: ["jdk:net.connect"] }
                journal:
                  attributes: { "jdk:net.connect": [host, port], "jdk:file.read": [path] }
                """)
            .flag("-Djava.protocol.handler.pkgs=io.writ.agent.fixture.handlers");
    GovernedJvm.Result result;
    String counted;
    int other;
    try (Listeners listeners = new Listeners()) {
      int origin = listeners.ports().get(1);
      other = listeners.ports().get(0);
      Grant there =
          new Grant(
              Map.of(
                  "host", new Exact(new Scalar.Text("127.0.0.1")),
                  "port", new Exact(new Scalar.Whole(origin))));
      result =
          jvm.run(
              Redirects.class,
              jvm.authority.mint(Map.of("jdk:net.connect", there)),
              Integer.toString(origin),
              Integer.toString(other),
              file.toString());
      counted = listeners.counted();
    }
    assertEquals(
        List.of(
            "origin by URL: 200 secret",
            "origin by client: 200 secret",
            "origin to itself by URL: 200 secret",
            "origin to itself by client: 200 secret",
            "to http: by URL: denied jdk:net.connect",
            "to http: by client: denied jdk:net.connect",
            "to file: by URL: 302 ",
            "to file: by client: refused by the JDK",
            "to jar: by URL: 302 ",
            "to jar: by client: refused by the JDK",
            "to ftp: by URL: 302 ",
            "to ftp: by client: denied jdk:net.connect",
            "own handler of http:: denied jdk:file.read",
            "handler of the property: denied jdk:file.read",
            "factory of handlers: denied jdk:net.defaults",
            "property of handlers: denied jdk:runtime.property"),
        result.out(),
        () -> result.err().toString());
    List<String> decisions = Journals.verified(jvm.journal()).decisions("jdk:net.connect");
    String denied = "DENIED jdk:net.connect at connect [host=127.0.0.1, port=" + other + "]";
    assertEquals(3, decisions.stream().filter(denied::equals).count(), decisions.toString());
    assertEquals("tcp 0 http 14 udp 0", counted);
    System.out.println(
        "redirects on JDK " + Runtime.version().feature() + ": " + result.out().size());
  }
}
