package io.writ.cli;

import io.writ.core.encoding.JsonWriter;
import io.writ.scan.MethodPattern;
import io.writ.scan.jar.JarScan;
import io.writ.scan.jar.ScanDiff;
import io.writ.scan.jar.ScanRefused;
import io.writ.scan.jar.ScanReport;
import io.writ.scan.jar.ScanText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: what could a dependency do, before it is run? */
@Command(
    name = "scan",
    description = {
      "Says which class of which jar can reach which action, and how, on the JDK that runs this.",
      "With --diff, compares two versions of a jar: exit code 1 when the newer one gained"
          + " something, else 0.",
      "What a class does by reflection, through services or in native code is not seen; that it"
          + " does so is reported as scan:..."
    },
    mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "JAR", description = "With --diff: OLD.jar NEW.jar.")
  private List<Path> jars = new ArrayList<>();

  @Option(names = "--diff", description = "Compare the two jars.")
  private boolean isDiff;

  @Option(
      names = "--class-path",
      paramLabel = "JARS",
      description = "Further jars, which are followed and not reported.")
  private String classPath = "";

  @Option(
      names = "--action",
      paramLabel = "PATTERN",
      description = "Only these actions, such as jdk:net.*; can be repeated.")
  private List<String> actions = new ArrayList<>();

  @Option(names = "--methods", description = "Each method, and not each class once.")
  private boolean isByMethod;

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean isJson;

  ScanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure {
    if (isDiff && jars.size() != 2) {
      throw new Failure(
          Exit.USAGE, "--diff compares two jars, OLD.jar and NEW.jar, and not " + jars.size());
    }
    // Reading the JDK takes seconds: a misspelt name is said at once.
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        throw new Failure(Exit.IO, jar + ": is no file; give the path of a jar");
      }
    }
    JarScan scan = new JarScan();
    try {
      return isDiff ? diff(scan) : report(scan);
    } catch (ScanRefused e) {
      throw new Failure(Exit.IO, String.valueOf(e.getMessage()));
    }
  }

  private int report(JarScan scan) throws IOException, ScanRefused {
    ScanReport report = scan.scan(jars, followed(), wanted(), isByMethod);
    if (isJson) {
      terminal.out().println(JsonWriter.write(ScanText.json(report)));
    } else {
      print(ScanText.lines(report));
    }
    return Exit.OK;
  }

  private int diff(JarScan scan) throws IOException, ScanRefused {
    ScanDiff diff =
        ScanDiff.between(
            scan.scan(jars.subList(0, 1), followed(), wanted(), isByMethod),
            scan.scan(jars.subList(1, 2), followed(), wanted(), isByMethod));
    if (isJson) {
      terminal.out().println(JsonWriter.write(ScanText.json(diff)));
    } else {
      print(ScanText.lines(diff));
    }
    return diff.isWider() ? Exit.INVALID : Exit.OK;
  }

  private void print(List<String> lines) {
    lines.forEach(line -> terminal.out().println(Terminal.printable(line)));
  }

  private List<Path> followed() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath)
        .filter(Predicate.not(String::isEmpty))
        .map(Path::of)
        .toList();
  }

  private Predicate<String> wanted() {
    List<Pattern> patterns = actions.stream().map(MethodPattern::globPattern).toList();
    return action ->
        patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(action).matches());
  }
}
