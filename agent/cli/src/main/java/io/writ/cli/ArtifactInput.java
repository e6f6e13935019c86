package io.writ.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Where a command takes an artifact from. */
final class ArtifactInput {
  /** Beyond any artifact; the reader then says so. */
  private static final int MAX_BYTES = 256 * 1024;

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "0..1",
      defaultValue = "-",
      description = "A file, or - (the default) for standard input.")
  private String source = "-";

  /** The text without the white space around it. */
  String read(Terminal terminal) throws IOException {
    if (source.equals("-")) {
      return read(terminal.in());
    }
    return read(Path.of(source));
  }

  /** The text in a file, likewise. */
  static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
  }
}
