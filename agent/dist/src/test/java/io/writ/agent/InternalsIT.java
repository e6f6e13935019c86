package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.writ.agent.fixture.Internals;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies below the public methods, in a JVM that was started with packages opened. */
class InternalsIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  /**
   * Who may open members of {@code java.base} is trusted with what it can do: the natives below the
   * checks ask nobody. What is above them still asks.
   */
  @Test
  void insidesOfTheJdk_areOpenedOnlyForWhoIsGrantedThat_andThenOnlyNativesDoNotAsk()
      throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "secret");
    Path mark = directory.resolve("mark");
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                ceiling:
                  reflection: { actions: ["jdk:reflect.open"] }
                """);
    for (String name : List.of("java.lang", "java.io", "sun.nio.fs", "sun.nio.ch")) {
      jvm.flag("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }

    GovernedJvm.Result result =
        jvm.run(
            Internals.class,
            jvm.authority.mint(Map.of("jdk:reflect.open", Grant.ANY)),
            file.toString(),
            mark.toString());

    assertEquals(
        List.of(
            "ProcessImpl.start, unbound: denied jdk:reflect.open",
            "ProcessImpl.forkAndExec, unbound: denied jdk:reflect.open",
            "FileInputStream.open, unbound: denied jdk:reflect.open",
            "FileInputStream.open0, unbound: denied jdk:reflect.open",
            "UnixNativeDispatcher.open0, unbound: denied jdk:reflect.open",
            "FileDispatcherImpl, unbound: denied jdk:reflect.open",
            "Net.connect0, unbound: denied jdk:reflect.open",
            "private lookup, unbound: denied jdk:reflect.open",
            "descriptor, unbound: denied jdk:reflect.open",
            "ProcessImpl.start, granted: denied jdk:process.start",
            "ProcessImpl.forkAndExec, granted: reached",
            "FileInputStream.open, granted: denied jdk:file.read",
            "FileInputStream.open0, granted: reached, it reads secret",
            "UnixNativeDispatcher.open0, granted: reached",
            "FileDispatcherImpl, granted: reached",
            "Net.connect0, granted: reached",
            "private lookup, granted: reached",
            "descriptor, granted: reached"),
        result.out(),
        () -> result.err().toString());
    assertFalse(Files.exists(mark), "what a process would have made");
    assertEquals(9, Journals.verified(jvm.journal()).count("jdk:reflect.open", "DENIED"));
    System.out.println(
        "insides on JDK " + Runtime.version().feature() + ": " + result.out().size() / 2);
  }
}
