package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemPathsTest {

  @Test
  void links_areResolvedAndWhatDoesNotExistIsAppended(@TempDir Path directory) throws IOException {
    Path real = directory.toRealPath();
    Path target = Files.createDirectory(real.resolve("target"));
    Path link = Files.createSymbolicLink(real.resolve("link"), target);
    FileSystemPaths paths = new FileSystemPaths();
    assertEquals(target.toString(), paths.resolve(link.toString()).value());
    assertEquals(target + "/a/b", paths.resolve(link + "/a/./b").value());
    assertEquals("/", paths.resolve("/").value());
    assertEquals(real.toString(), paths.resolve(link + "/..").value());
    assertEquals(target.toString(), paths.resolve(target + "/.").value());
  }

  @Test
  void parentBehindALinkToElsewhere_isTheTargetsParent(@TempDir Path directory) throws IOException {
    Path real = directory.toRealPath();
    Path deep = Files.createDirectories(real.resolve("x/y"));
    Path link = Files.createSymbolicLink(real.resolve("link"), deep);
    assertEquals(real + "/x/z", new FileSystemPaths().resolve(link + "/../z").value());
    assertThrows(IOException.class, () -> new FileSystemPaths().resolve(real + "/none/../../etc"));
  }

  @Test
  void danglingLinkOrImpossiblePath_isRefused(@TempDir Path directory) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
    FileSystemPaths paths = new FileSystemPaths();
    assertThrows(IOException.class, () -> paths.resolve(link.toString()));
    assertThrows(IOException.class, () -> paths.resolve("a\0b"));
  }
}
