package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scan}, as it is shipped. */
class ScanIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private GovernedJvm.Result scan(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(GovernedJvm.JAVA, "-jar", GovernedJvm.AGENT.toString(), "scan"));
    command.addAll(List.of(arguments));
    return GovernedJvm.run(new ProcessBuilder(command).directory(directory.toFile()));
  }

  @Test
  void library_isScanned() throws Exception {
    Path library = Path.of(System.getProperty("writ.tomcat"), "lib", "tomcat-coyote.jar");

    GovernedJvm.Result result = scan("--action", "jdk:net.*", library.toString());

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertTrue(
        result.out().contains("tomcat-coyote.jar: org.apache.tomcat.util.net.NioEndpoint"),
        () -> String.join("\n", result.out()));
    assertTrue(
        result.out().stream().anyMatch(line -> line.matches("jdk:net.bind +classes: \\d+")),
        () -> String.join("\n", result.out()));
  }

  @Test
  void twoVersions_areCompared() throws Exception {
    jar("old.jar", "");
    jar("new.jar", "System.exit(1);");

    GovernedJvm.Result result = scan("--diff", "old.jar", "new.jar");

    assertEquals(1, result.status(), () -> String.join("\n", result.err()));
    assertEquals(
        List.of(
            "gained Ends jdk:runtime.exit         go > java.lang.System#exit"
                + "  (java.lang.Runtime.exit)",
            "wider: 1 gained, 0 lost; new actions: jdk:runtime.exit"),
        result.out());
    assertEquals(0, scan("--diff", "new.jar", "old.jar").status());
  }

  private void jar(String name, String body) throws Exception {
    Path source = directory.resolve("Ends.java");
    Files.writeString(source, "class Ends { void go() { " + body + " } }");
    int status =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, "--release", "17", "-proc:none", source.toString());
    assertEquals(0, status);
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("Ends.class"));
      zip.write(Files.readAllBytes(directory.resolve("Ends.class")));
    }
  }
}
