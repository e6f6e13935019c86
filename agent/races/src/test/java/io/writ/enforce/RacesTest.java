package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs jcstress for a while, and takes its word. */
class RacesTest {
  private static final Path DIRECTORY = Path.of(System.getProperty("writ.raceDirectory"));
  private static final Pattern PASSED =
      Pattern.compile("[0-9]+ planned; [0-9]+ passed, 0 failed, 0 soft errs, 0 hard errs");

  @Test
  void handOver_showsNoThreadWhatIsForbidden() throws Exception {
    Files.createDirectories(DIRECTORY);
    Path out = DIRECTORY.resolve("jcstress.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                DIRECTORY.toString()));
    // All compilers and heaps take minutes; the slice takes one of each.
    command.addAll(
        Boolean.getBoolean("writ.allRaces")
            ? List.of("-m", "default")
            : List.of("-m", "quick", "-f", "1", "-sc", "false", "-jvmArgs", "-Xmx256m"));
    int status =
        new ProcessBuilder(command)
            .directory(DIRECTORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    String text = Files.readString(out);
    assertEquals(0, status, text);
    Matcher passed = PASSED.matcher(text);
    String last = "";
    while (passed.find()) {
      last = passed.group();
    }
    assertTrue(last.contains(" passed, 0 failed"), text);
    System.out.println("races: " + last);
  }
}
