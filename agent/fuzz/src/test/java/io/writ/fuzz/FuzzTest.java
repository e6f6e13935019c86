package io.writ.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each target under Jazzer for as long as {@code writ.fuzzSeconds} says: no crash, and none of
 * the bounds of {@link Bounded} exceeded. What is found is kept in {@code target/fuzz}.
 */
class FuzzTest {
  private static final long SECONDS = Long.getLong("writ.fuzzSeconds", 6);
  private static final Path DIRECTORY = Path.of(System.getProperty("writ.fuzzDirectory", "fuzz"));
  private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)");
  private static final List<String> WORDS =
      List.of(
          "@HASH@",
          "@ROOT@",
          "@CHAIN@",
          "path_under",
          "url_under",
          "del_max_depth",
          "ambient:",
          "where:",
          "- &a",
          "${java.home}");

  @ParameterizedTest
  @ValueSource(
      strings = {"JsonTarget", "LinkTarget", "ChainTarget", "RevocationTarget", "PolicyTarget"})
  void noInput_crashesHangsOrAllocatesBeyondItsBound(String target) throws Exception {
    Path home = Files.createDirectories(DIRECTORY.resolve(target));
    Path corpus = Files.createDirectories(home.resolve("corpus"));
    Files.createDirectories(home.resolve("suspects"));
    Seeds.write(target, corpus);
    Path log = home.resolve("log");
    Process process =
        new ProcessBuilder(command(target, corpus, dictionary(home)))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS + 120, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertEquals(0, process.exitValue(), () -> tail(output));
    Matcher done = DONE.matcher(output);
    assertTrue(done.find(), () -> tail(output));
    long executions = Long.parseLong(done.group(1));
    // A harness that refuses everything at the door would find nothing in any time.
    assertTrue(Integer.parseInt(done.group(2)) > 20, () -> tail(output));
    int kept = replay(target, corpus);
    int suspects = replay(target, home.resolve("suspects"));
    System.out.printf(
        "%s: %d inputs in %d s, coverage %s; %d kept and %d suspected are within their bounds%n",
        target, executions, SECONDS, done.group(2), kept, suspects);
  }

  /** Once more without the fuzzer; an input that exceeds a bound throws. */
  private static int replay(String target, Path inputs) throws Exception {
    Method run =
        Class.forName("io.writ.fuzz." + target).getMethod("fuzzerTestOneInput", byte[].class);
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inputs)) {
      for (Path file : files) {
        run.invoke(null, (Object) Files.readAllBytes(file));
        count++;
      }
    }
    return count;
  }

  private static List<String> command(String target, Path corpus, Path dictionary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-Xss1m");
    command.add("-Dwrit.fuzzSuspects=" + corpus.resolveSibling("suspects"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=io.writ.fuzz." + target);
    command.add("--instrumentation_includes=io.writ.**");
    command.add("--custom_hook_includes=io.writ.**");
    command.add("-max_total_time=" + SECONDS);
    command.add("-timeout=10");
    command.add("-rss_limit_mb=4096");
    command.add("-max_len=16384");
    command.add("-dict=" + dictionary);
    command.add(corpus.toString());
    return command;
  }

  private static Path dictionary(Path home) throws IOException {
    List<String> lines = new ArrayList<>();
    WORDS.forEach(word -> lines.add("\"" + word + "\""));
    return Files.write(home.resolve("dictionary"), lines);
  }

  private static String tail(String output) {
    return output.substring(Math.max(0, output.length() - 4_000));
  }
}
