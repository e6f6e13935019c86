package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.FewEffects;
import io.writ.core.artifact.Grant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A governed process that does nothing itself opens no socket and writes no file but the journal's.
 * Here as the system shows it while it runs and afterwards; {@code SystemCallsTrace} sees each
 * call.
 */
class StrayFilesIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void agent_opensNoSocketAndWritesItsJournalOnly() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(CrashIT.POLICY);
    List<Path> empty = new ArrayList<>();
    for (String property : List.of("user.home", "java.io.tmpdir")) {
      Path own = Files.createDirectory(directory.resolve(property));
      empty.add(own);
      jvm.flag("-D" + property + "=" + own);
    }
    jvm.flag("-XX:-UsePerfData"); // The JVM's own file in /tmp.
    String artifact = jvm.authority.mint(Map.of("test:effect", Grant.ANY));
    List<Path> before = filesIn(directory);

    Process process =
        jvm.command(FewEffects.class, artifact, "2", "300")
            .redirectError(directory.resolve("err").toFile())
            .start();
    List<String> open;
    List<String> reachable;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = out.readLine();
      while (line != null && !line.equals("done")) {
        line = out.readLine();
      }
      assertEquals("done", line);
      open = openOf(process.pid());
      reachable = reachableSockets(process.pid());
    } finally {
      process.getOutputStream().close();
    }
    assertEquals(0, process.waitFor());

    String journal = jvm.journal().toString() + "/";
    assertTrue(open.stream().anyMatch(file -> file.startsWith(journal)), open::toString);
    for (String file : open) {
      assertTrue(
          file.startsWith(journal) || file.matches("pipe:.*|socket:.*|/dev/null|.*/err"),
          () -> "open to write: " + file);
      // The JDK keeps one half of a pair that it made, to close other handles with.
      assertFalse(reachable.contains(file), () -> "a socket: " + file);
    }
    for (Path own : empty) {
      assertEquals(List.of(), filesIn(own));
    }
    List<Path> more = new ArrayList<>(filesIn(directory));
    more.removeAll(before);
    more.removeIf(file -> file.startsWith(jvm.journal()) || file.endsWith("err"));
    assertEquals(List.of(), more);
    assertFalse(Files.readString(directory.resolve("err")).contains("writ:"));
  }

  /** Of any family that another process can reach: all but local ones without a name. */
  private static List<String> reachableSockets(long pid) throws IOException {
    List<String> sockets = new ArrayList<>();
    Path net = Path.of("/proc", Long.toString(pid), "net");
    for (String family : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "packet")) {
      if (Files.exists(net.resolve(family))) {
        for (String line : Files.readAllLines(net.resolve(family))) {
          for (String word : line.strip().split(" +", -1)) {
            sockets.add("socket:[" + word + "]"); // One of them is its inode.
          }
        }
      }
    }
    for (String line : Files.readAllLines(net.resolve("unix"))) {
      String[] words = line.strip().split(" +", -1);
      if (words.length > 7) {
        sockets.add("socket:[" + words[6] + "]");
      }
    }
    return sockets;
  }

  /** What a process has open to write, and every socket. */
  private static List<String> openOf(long pid) throws IOException {
    List<String> open = new ArrayList<>();
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
      for (Path handle : handles.toList()) {
        String target = targetOf(handle);
        if (target.startsWith("socket:") || (!target.isEmpty() && isWritable(process, handle))) {
          open.add(target);
        }
      }
    }
    return open;
  }

  private static String targetOf(Path handle) throws IOException {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (NoSuchFileException e) {
      return ""; // Closed meanwhile.
    }
  }

  private static boolean isWritable(Path process, Path handle) throws IOException {
    Path info = process.resolve("fdinfo").resolve(String.valueOf(handle.getFileName()));
    try {
      for (String line : Files.readAllLines(info)) {
        if (line.startsWith("flags:")) {
          return (Integer.parseInt(line.substring(6).strip(), 8) & 3) != 0;
        }
      }
    } catch (NoSuchFileException e) {
      return false; // Closed meanwhile.
    }
    return true;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> !file.equals(directory)).sorted().toList();
    }
  }
}
