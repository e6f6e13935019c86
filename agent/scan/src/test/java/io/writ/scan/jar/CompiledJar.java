package io.writ.scan.jar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar that a test makes, of sources compiled on the spot and of whatever else it puts in. */
final class CompiledJar {
  private final Path directory;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  CompiledJar(Path directory) {
    this.directory = directory;
  }

  /** Compiles classes of the package {@code lib}; each text is one class. */
  CompiledJar classes(String... sources) throws IOException {
    return classesBelow("", sources);
  }

  /** Compiles classes and puts them below a directory of the jar. */
  CompiledJar classesBelow(String prefix, String... sources) throws IOException {
    Path work = Files.createTempDirectory(directory, "compile");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "17", "-nowarn", "-proc:none", "-d", work.toString()));
    for (String source : sources) {
      String name = source.replaceAll("(?s).*?\\b(?:class|interface) (\\w+).*", "$1");
      Path file = work.resolve(name + ".java");
      Files.writeString(file, "package lib;\n" + source);
      arguments.add(file.toString());
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    assertTrue(compiler.run(null, null, null, arguments.toArray(new String[0])) == 0);
    try (var files = Files.walk(work)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        entries.put(prefix + work.relativize(file), Files.readAllBytes(file));
      }
    }
    return this;
  }

  CompiledJar entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  CompiledJar manifest(String line) {
    return entry(
        "META-INF/MANIFEST.MF",
        ("Manifest-Version: 1.0\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
