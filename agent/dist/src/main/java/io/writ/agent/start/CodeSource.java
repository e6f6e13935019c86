package io.writ.agent.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * One digest for the code that the JVM was started with: SHA-256 of lines {@code name NUL
 * sha256-hex} for each element of class path and module path in order; a directory has one line for
 * each file in it, by relative name, sorted. Names are relative, so that the same code has the same
 * digest wherever it lies. What a jar's manifest or the application loads besides is not in it.
 */
final class CodeSource {
  private CodeSource() {}

  static String digest(List<String> jvmArguments) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String element : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      append(lines, element);
    }
    for (String argument : jvmArguments) {
      if (argument.startsWith("--module-path=")) {
        for (String element :
            argument.substring("--module-path=".length()).split(File.pathSeparator, -1)) {
          append(lines, element);
        }
      }
    }
    return RuntimeFacts.digest(lines.toString());
  }

  /** The path of the agent's own jar, for {@code ${writ.agent}}; empty outside of a jar. */
  static String ofAgent() {
    String resource = String.valueOf(CodeSource.class.getResource("/io/writ/agent/version"));
    int end = resource.indexOf("!/");
    return resource.startsWith("jar:") && end > 0
        ? Path.of(URI.create(resource.substring("jar:".length(), end))).toString()
        : "";
  }

  /** Internal names of the classes in the visible part of the agent's jar. */
  static Set<String> classesOfAgent() throws IOException {
    String suffix = ".class";
    try (JarFile jar = new JarFile(ofAgent())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith("io/writ/") && name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static void append(StringBuilder lines, String element) throws IOException {
    Path path = Path.of(element);
    if (element.isEmpty() || !Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      line(lines, String.valueOf(path.getFileName()), path);
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        line(lines, path.relativize(file).toString(), file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void line(StringBuilder lines, String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      lines.append(name).append('\0').append(HexFormat.of().formatHex(digest.digest()));
      lines.append('\n');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
