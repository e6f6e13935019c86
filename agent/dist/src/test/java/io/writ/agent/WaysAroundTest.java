package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of ways around the agent name tests and limits that exist. */
class WaysAroundTest {
  private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+)#([A-Za-z0-9_]+)`");
  private static final Pattern LIMIT = Pattern.compile("Limit: \\*([^*]+)\\*");

  @Test
  void everyWayAround_hasATestOrALimitThatExists_orIsMarkedOpen() throws IOException {
    Path root = root();
    Map<String, String> sources = sources(root);
    String security = Files.readString(root.resolve("SECURITY.md"));
    List<String> rows =
        Files.readAllLines(root.resolve("docs/spec/ways-around.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| way "))
            .toList();
    int tests = 0;
    for (String row : rows) {
      int found = 0;
      assertFalse(row.contains("OPEN"), () -> "open: " + row);
      Matcher test = TEST.matcher(row);
      while (test.find()) {
        String source = sources.getOrDefault(test.group(1), "");
        assertTrue(isTest(source, test.group(2)), () -> "no test " + test.group());
        tests++;
        found++;
      }
      Matcher limit = LIMIT.matcher(row);
      while (limit.find()) {
        assertTrue(security.contains("**" + limit.group(1)), () -> "no limit " + limit.group(1));
        found++;
      }
      assertTrue(found > 0, () -> "neither test nor limit: " + row);
    }
    System.out.println("ways around: " + rows.size() + ", tests named: " + tests);
    assertEquals(57, rows.size(), "rows");
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (Files.notExists(directory.resolve("docs/spec/ways-around.md"))) {
      directory = Objects.requireNonNull(directory.getParent());
    }
    return directory;
  }

  private static Map<String, String> sources(Path root) throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(root.resolve("agent"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/test/java/"))
          .forEach(file -> sources.put(name(file), read(file)));
    }
    return sources;
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".java".length());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Annotated as a test, and not only mentioned. */
  private static boolean isTest(String source, String method) {
    return Pattern.compile(
            "@(Test|ParameterizedTest)\\b(?:(?!\\n  \\}\\n).)*?\\n  void " + method + "\\(",
            Pattern.DOTALL)
        .matcher(source)
        .find();
  }
}
