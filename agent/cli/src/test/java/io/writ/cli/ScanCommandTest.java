package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {
  private final Path directory;
  private final Session session;

  ScanCommandTest(@TempDir Path directory) {
    this.directory = directory;
    this.session = new Session(directory);
  }

  @BeforeEach
  void makeJars() throws Exception {
    jar("old.jar", "");
    jar("new.jar", "System.exit(1);");
  }

  private void jar(String name, String body) throws Exception {
    Path source = directory.resolve("Ends.java");
    Files.writeString(source, "class Ends { void go() { " + body + " } }");
    String[] arguments = {"--release", "17", "-proc:none", source.toString()};
    assertEquals(
        0,
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, arguments));
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("Ends.class"));
      zip.write(Files.readAllBytes(directory.resolve("Ends.class")));
    }
  }

  @Test
  void report_namesClassActionAndWay() {
    String jdk = ", JDK " + Runtime.version().feature();
    assertEquals(
        """
        new.jar: Ends
          jdk:runtime.exit         go > java.lang.System#exit  (java.lang.Runtime.exit)
        jdk:runtime.exit         classes: 1
        classes scanned: 1, findings: 1"""
            + jdk,
        session.run("", "scan", "@new.jar", "--action", "jdk:r*").ok());
  }

  @Test
  void diff_exitsWithOneWhenSomethingWasGained() {
    Session.Result gained = session.run("", "scan", "--diff", "@old.jar", "@new.jar");
    assertEquals(1, gained.exitCode());
    assertTrue(
        gained.out().endsWith("wider: 1 gained, 0 lost; new actions: jdk:runtime.exit\n"),
        gained.out());

    String lost = session.run("", "scan", "--diff", "--json", "@new.jar", "@old.jar").ok();
    assertTrue(lost.startsWith("{\"wider\":false,\"newActions\":[],\"gained\":[],"), lost);
  }

  @Test
  void badFileAndBadCommandLine_haveTheirOwnExitCodes() {
    session
        .run("", "scan", "@absent.jar")
        .expect(3, "writ: DIR/absent.jar: is no file; give the path of a jar");
    session
        .run("", "scan", "@Ends.java")
        .expect(
            3,
            "writ: DIR/Ends.java: cannot be read as a jar (zip END header not found); give the path"
                + " of an intact one");
    session
        .run("", "scan", "--diff", "@old.jar")
        .expect(4, "writ: --diff compares two jars, OLD.jar and NEW.jar, and not 1");
    session.run("", "scan").expect(4, "writ: Missing required parameter: 'JAR'");
  }
}
