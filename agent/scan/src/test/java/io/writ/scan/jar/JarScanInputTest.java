package io.writ.scan.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.scan.ThisJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several jars, versions of a jar, and files that are none. */
class JarScanInputTest {
  private static final String ENDS = "class Ends { void go() { System.exit(1); } }";
  private static final String STAYS = "class Ends { void go() {} }";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private CompiledJar jar() {
    return new CompiledJar(directory);
  }

  private static ScanReport scan(List<Path> reported, List<Path> followed) throws Exception {
    return new JarScan(ThisJdk.CLASSES)
        .scan(reported, followed, action -> action.equals("jdk:runtime.exit"), true);
  }

  private static void assertRefused(String message, Path file) {
    ScanRefused refused = assertThrows(ScanRefused.class, () -> scan(List.of(file), List.of()));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void classOnTheClassPath_isFollowedAndNotReported() throws Exception {
    String caller = "class Caller { void go(Ends ends) { ends.go(); } }";
    Path both = jar().classes(ENDS, caller).write("both.jar");
    Path library = jar().classes(ENDS).write("library.jar");

    ScanReport report = scan(List.of(both), List.of(library));

    assertEquals(
        List.of("lib.Caller#go(Llib/Ends;)V", "lib.Ends#go()V"),
        report.findings().stream().map(Finding::method).toList());
    assertEquals(
        List.of("library.jar: 1 classes are in both.jar too, which comes first"), report.notes());
  }

  @Test
  void gainAndLoss_areNamed() throws Exception {
    ScanReport older = scan(List.of(jar().classes(STAYS).write("old.jar")), List.of());
    ScanReport newer = scan(List.of(jar().classes(ENDS).write("new.jar")), List.of());

    ScanDiff gained = ScanDiff.between(older, newer);
    assertTrue(gained.isWider());
    assertEquals(
        List.of(
            "gained lib.Ends jdk:runtime.exit         go > java.lang.System#exit"
                + "  (java.lang.Runtime.exit)",
            "wider: 1 gained, 0 lost; new actions: jdk:runtime.exit"),
        ScanText.lines(gained));
    assertEquals(
        "not wider: 0 gained, 1 lost; new actions: none",
        ScanText.lines(ScanDiff.between(newer, older)).get(1));
  }

  @Test
  void multiReleaseJar_isReadAsThisJvmWould() throws Exception {
    Path future =
        jar()
            .manifest("Multi-Release: true")
            .classes(STAYS)
            .classesBelow("META-INF/versions/99/", ENDS)
            .write("future.jar");
    Path present =
        jar()
            .manifest("Multi-Release: true")
            .classes(STAYS)
            .classesBelow("META-INF/versions/17/", ENDS)
            .write("present.jar");

    assertEquals(0, scan(List.of(future), List.of()).findings().size());
    assertEquals(1, scan(List.of(present), List.of()).findings().size());
  }

  @Test
  void jarInAJar_isNoted() throws Exception {
    Path boot = jar().classes(STAYS).entry("BOOT-INF/lib/x.jar", new byte[0]).write("boot.jar");

    assertEquals(
        List.of("boot.jar: holds 1 jars, which are not looked into; unpack them and name them"),
        scan(List.of(boot), List.of()).notes());
  }

  @Test
  void fileThatIsNoJar_isRefused() throws Exception {
    Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
    assertRefused(
        text
            + ": cannot be read as a jar (zip END header not found); give the path of an intact"
            + " one",
        text);
    Path absent = directory.resolve("absent.jar");
    assertRefused(
        absent + ": cannot be read as a jar (" + absent + "); give the path of an intact one",
        absent);
  }

  @Test
  void brokenClass_isRefusedByName() throws Exception {
    Path broken =
        jar().classes(STAYS).entry("lib/Broken.class", new byte[] {1, 2, 3}).write("broken.jar");
    assertRefused(
        broken
            + "!lib/Broken.class: is no class file that this version knows (Index 6 out of bounds"
            + " for length 3); fetch the jar again, or use a newer Writ",
        broken);
  }

  @Test
  void classThatIsTooLarge_isRefused() throws Exception {
    Path bomb =
        jar()
            .entry("lib/Bomb.class", new byte[JarClasses.LARGEST_CLASS_BYTES + 1])
            .write("bomb.jar");
    assertRefused(
        bomb + "!lib/Bomb.class: is more than a scan reads; such a class does not load either",
        bomb);
  }
}
