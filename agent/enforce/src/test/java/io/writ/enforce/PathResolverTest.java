package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.core.constraint.RealPath;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathResolverTest {
  @TempDir Path directory = Path.of("");
  private String root = "";

  @BeforeEach
  void layOut() throws IOException {
    directory = directory.toRealPath();
    root = directory.toString();
    Files.createDirectories(directory.resolve("a/b"));
    Files.createDirectories(directory.resolve("secret/deep"));
    Files.writeString(directory.resolve("secret/file"), "x");
    link("a/out", "../secret/deep");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  private void assertOpens(@Nullable String expected, String name) {
    @Nullable RealPath real = PathResolver.open(root + "/" + name);
    assertEquals(expected == null ? null : root + expected, real == null ? null : real.value());
  }

  @Test
  void dots_areTakenAwayInExistingAndMissingPaths() {
    assertOpens("/secret/file", "a/../secret/./file");
    assertOpens("/secret/missing", "a/../secret/./missing");
    assertOpens("/a/x", "a/missing/../x");
  }

  @Test
  void dotsAfterALink_leadToTheTargetsParentAsForTheKernel() {
    assertOpens("/secret/file", "a/out/../file");
    assertOpens("/secret/missing", "a/out/../missing");
    assertOpens("/secret", "a/out/..");
  }

  @Test
  void linkInTheMiddleAndAtTheEnd_isFollowed() throws IOException {
    link("a/direct", "../secret/file");
    assertOpens("/secret/deep/new", "a/out/new");
    assertOpens("/secret/file", "a/direct");
  }

  @Test
  void danglingLink_isFollowedToWhatOpeningWouldCreate() throws IOException {
    link("a/dangling", "../secret/not-yet");
    link("a/twice", "dangling");
    link("a/absolute", root + "/secret/absolute");
    assertOpens("/secret/not-yet", "a/dangling");
    assertOpens("/secret/not-yet", "a/twice");
    assertOpens("/secret/absolute", "a/absolute");
  }

  @Test
  void linkLoop_namesNothing() throws IOException {
    link("a/x", "y");
    link("a/y", "x");
    link("a/self", "self");
    assertOpens(null, "a/x");
    assertOpens(null, "a/self");
    assertOpens(null, "a/self/below");
  }

  @Test
  void missingLeafAndMissingDirectories_keepTheirNames() {
    assertOpens("/a/b/new", "a/b/new");
    assertOpens("/no/such/place", "no/such/place");
  }

  @Test
  void fileUsedAsADirectory_keepsItsName() {
    assertOpens("/secret/file/below", "secret/file/below");
  }

  @Test
  void nameThatIsNoPath_namesNothing() {
    assertNull(PathResolver.open(root + "/a\0b"));
    assertNull(PathResolver.entry(root + "/a\0b"));
    assertNull(PathResolver.open((String) null));
    assertNull(PathResolver.open((Path) null));
    assertNull(PathResolver.entry((Path) null));
    assertNull(PathResolver.entry((String) null));
  }

  @Test
  void relativeName_isTakenFromTheWorkingDirectory() throws IOException {
    String here = Path.of("").toRealPath().toString();
    assertEquals(new RealPath(here + "/no-such-name"), PathResolver.open("no-such-name"));
    assertEquals(new RealPath(here), PathResolver.open(""));
    assertEquals(new RealPath(here), PathResolver.open("."));
  }

  @Test
  void dotsAboveTheRoot_stayAtTheRoot() {
    assertEquals(new RealPath("/"), PathResolver.open("/../.."));
    assertEquals(new RealPath("/no-such-name"), PathResolver.open("/../no-such-name"));
  }

  @Test
  void entry_isTheLinkItselfWithItsDirectoryResolved() throws IOException {
    link("a/dangling", "../secret/not-yet");
    assertEquals(
        new RealPath(root + "/a/dangling"), PathResolver.entry(directory.resolve("a/dangling")));
    assertEquals(new RealPath(root + "/a/out"), PathResolver.entry(root + "/a/out"));
    assertEquals(new RealPath(root + "/secret/deep/x"), PathResolver.entry(root + "/a/out/x"));
    assertEquals(new RealPath(root + "/secret"), PathResolver.entry(root + "/a/out/.."));
  }

  @Test
  void pathOfAnotherFileSystem_namesNothing() throws IOException {
    URI zip = URI.create("jar:" + directory.resolve("x.zip").toUri());
    try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertNull(PathResolver.open(other.getPath("/etc/passwd")));
      assertNull(PathResolver.entry(other.getPath("/etc/passwd")));
    }
  }

  @Test
  void fileWhoseGetPathLies_isReadByTheFieldThatTheSystemGets() throws Throwable {
    File liar =
        new File("/etc/passwd") {
          private static final long serialVersionUID = 1L;

          @Override
          public String getPath() {
            return "/tmp/harmless";
          }
        };
    assertEquals("/etc/passwd", JdkFields.open().nameOf(liar));
  }
}
