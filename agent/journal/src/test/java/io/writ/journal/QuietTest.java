package io.writ.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietTest {
  private final Path directory;

  QuietTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void journal_printsNothingStartsNoOtherThreadOpensNoSocketAndWritesNowhereElse()
      throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path work = Files.createDirectory(directory.resolve("work"));
    Files.writeString(work.resolve("system.properties"), "writ.test.stray=read\n");
    Path report = directory.resolve("report");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-XX:-UsePerfData");
    for (JournalModules.Need need : JournalModules.NEEDS) {
      String flag = need.access() == JournalModules.Access.OPEN ? "opens" : "exports";
      command.add("--add-" + flag + "=java.base/" + need.packageName() + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(QuietProbe.class.getName(), directory.resolve("j") + "", report + ""));
    Path printed = directory.resolve("printed");

    Process probe =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();

    assertTrue(probe.waitFor(60, TimeUnit.SECONDS));
    assertEquals("", Files.readString(printed));
    assertEquals(0, probe.exitValue());
    assertEquals(List.of(), Files.readAllLines(report));
    assertEquals(List.of(), filesIn(home));
    assertEquals(List.of(), filesIn(temporary));
    assertEquals(List.of(work.resolve("system.properties")), filesIn(work));
  }

  @Test
  void journal_worksInALoaderThatGivesNoCodeSource() throws Exception {
    Class<?> options = new Bare().loadClass(JournalOptions.class.getName());
    Class<?> journal = options.getClassLoader().loadClass(SegmentedJournal.class.getName());
    Object at = options.getMethod("of", Path.class, String.class).invoke(null, directory, "0.1.0");
    Object open = journal.getMethod("open", options).invoke(null, at);

    journal.getMethod("close").invoke(open);

    Path file = (Path) journal.getMethod("file").invoke(open);
    assertTrue(file != null && Files.size(file) > 0);
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** Defines everything itself, from bytes, without a protection domain. */
  private static final class Bare extends ClassLoader {
    Bare() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = QuietTest.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return QuietTest.class.getClassLoader().getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return QuietTest.class.getClassLoader().getResources(name);
    }
  }
}
