package io.writ.agent;

import io.writ.core.catalogue.JdkSite;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies of the shipped jar that lack a hook. */
final class StrippedJar {
  private static final String TABLES = "writ/io/writ/core/catalogue";

  private StrippedJar() {}

  /** The jar without the one line of this site. */
  static Path without(JdkSite site, Path directory) throws IOException {
    Path jar = Files.copy(GovernedJvm.AGENT, directory.resolve("writ-agent.jar"));
    int stripped = 0;
    try (FileSystem inside = FileSystems.newFileSystem(jar);
        DirectoryStream<Path> tables = Files.newDirectoryStream(inside.getPath(TABLES), "*.tsv")) {
      for (Path table : tables) {
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        if (lines.removeIf(line -> isOf(site, line))) {
          Files.write(table, lines);
          stripped++;
        }
      }
    }
    if (stripped != 1) {
      throw new IOException("tables with [" + site.location() + "]: " + stripped);
    }
    return jar;
  }

  private static boolean isOf(JdkSite site, String line) {
    return line.startsWith(
            site.className() + "\t" + site.method() + "\t" + site.descriptor() + "\t")
        && site.actions().stream().allMatch(line::contains);
  }
}
