package io.writ.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The published tests of a library, run by JUnit's console launcher in JVMs of their own.
 *
 * @param name the directory below {@code agent/dist/suites}
 * @param jar the start of the name of the jar with the tests
 * @param options for the launcher: which tests are run
 */
record LibrarySuite(String name, String jar, List<String> options) {
  private static final Path SUITES = Path.of(System.getProperty("writ.suites"));
  private static final long LIMIT_MINUTES = 9;

  /** How each test ended, by its unique id, and what was printed. */
  record Outcome(Map<String, String> results, List<String> output) {
    long count(String result) {
      return results.values().stream().filter(result::equals).count();
    }
  }

  /** Runs the suite in a directory of its own, with these flags; {@code only} names test ids. */
  Outcome run(Path directory, List<String> flags, List<String> only)
      throws IOException, InterruptedException {
    Path libraries = SUITES.resolve(name).resolve("target/suite");
    Path classes = directory.resolve("target/test-classes");
    unpack(findJar(libraries), classes, directory.resolve("src/test/resources"));
    List<String> command = new ArrayList<>(List.of(GovernedJvm.JAVA));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            classes + ":" + libraries + "/*",
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--details=none",
            "--reports-dir=reports"));
    if (only.isEmpty()) {
      command.add("--scan-classpath=" + classes);
      command.addAll(options);
    } else {
      only.forEach(id -> command.add("--select-unique-id=" + id));
    }
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("WRIT_"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("no end within " + LIMIT_MINUTES + " min: " + command);
    }
    return new Outcome(results(directory.resolve("reports")), Files.readAllLines(output));
  }

  private Path findJar(Path libraries) throws IOException {
    try (Stream<Path> files = Files.list(libraries)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(jar))
          .findFirst()
          .orElseThrow(() -> new IOException("no [" + jar + "] in [" + libraries + "]"));
    }
  }

  /** As the library's own build has them: classes in a directory, resources in the sources. */
  private static void unpack(Path jar, Path classes, Path resources) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        if (!entry.isDirectory()) {
          copy(file, entry, classes);
          if (!entry.getName().endsWith(".class")) {
            copy(file, entry, resources);
          }
        }
      }
    }
  }

  private static void copy(JarFile file, JarEntry entry, Path root) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("entry [" + entry.getName() + "] leaves the directory");
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = file.getInputStream(entry)) {
      Files.copy(in, target);
    }
  }

  private static Map<String, String> results(Path reports) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.list(reports)) {
      for (Path report : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
        NodeList cases =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
          Element test = (Element) cases.item(i);
          results.put(uniqueId(test), result(test));
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("in [" + reports + "]", e);
    }
    return results;
  }

  private static String uniqueId(Element test) {
    for (String line : test.getTextContent().lines().toList()) {
      if (line.startsWith("unique-id: ")) {
        return line.substring("unique-id: ".length());
      }
    }
    throw new IllegalStateException("no unique id at [" + test.getAttribute("name") + "]");
  }

  /** The kind of failure, and not its message, in which paths and times are. */
  private static String result(Element test) {
    for (String kind : List.of("failure", "error", "skipped")) {
      @Nullable Element element = (Element) test.getElementsByTagName(kind).item(0);
      if (element != null) {
        return (kind + " " + element.getAttribute("type")).strip();
      }
    }
    return "passed";
  }
}
