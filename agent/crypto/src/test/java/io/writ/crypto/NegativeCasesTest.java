package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of negative cases names tests that exist, in whichever module. */
class NegativeCasesTest {
  private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+)#([A-Za-z0-9_]+)`");

  @Test
  void everyNegativeCase_hasATestThatExists() {
    Path root = RepositoryFiles.root();
    Map<String, String> sources = new HashMap<>();
    for (Path file : RepositoryFiles.find(root.resolve("agent"), ".java")) {
      if (file.toString().contains("/src/test/java/")) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - 5), RepositoryFiles.read(file));
      }
    }
    List<String> rows =
        RepositoryFiles.read(root.resolve("docs/spec/negative-cases.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| case "))
            .toList();
    int tests = 0;
    for (String row : rows) {
      Matcher matcher = TEST.matcher(row);
      int found = 0;
      while (matcher.find()) {
        String source = sources.getOrDefault(matcher.group(1), "");
        assertTrue(isTest(source, matcher.group(2)), () -> "no test " + matcher.group());
        found++;
      }
      assertTrue(found > 0, () -> "no test in: " + row);
      tests += found;
    }
    System.out.println("negative cases: " + rows.size() + ", tests named: " + tests);
    assertEquals(92, rows.size(), "rows");
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
