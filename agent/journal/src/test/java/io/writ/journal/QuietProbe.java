package io.writ.journal;

import io.writ.core.lineage.RecordDraft;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a journal in a JVM of its own and reports what else that did: {@code QuietProbe ROOT
 * REPORT}.
 */
final class QuietProbe {
  private QuietProbe() {}

  public static void main(String[] args) throws Exception {
    Set<String> properties = new TreeSet<>(System.getProperties().stringPropertyNames());
    Set<String> threads = threads();
    // The JDK makes one socket pair with its first file channel, for its own use.
    FileChannel.open(Path.of("/proc/self/stat")).close();
    List<String> sockets = sockets();
    List<String> report = new ArrayList<>();
    try (SegmentedJournal journal =
        SegmentedJournal.open(JournalOptions.of(Path.of(args[0]), "0.1.0"))) {
      RecordDraft draft = new RecordDraft();
      draft.decision = RecordDraft.DENIED;
      for (int i = 0; i < 100_000; i++) {
        journal.append(draft);
      }
      Set<String> added = threads();
      added.removeAll(threads);
      added.removeAll(Set.of("writ-journal-reserve", "writ-journal-force"));
      added.forEach(name -> report.add("thread " + name));
      List<String> opened = sockets();
      opened.removeAll(sockets);
      report.addAll(opened);
    }
    Set<String> left = new TreeSet<>(System.getProperties().stringPropertyNames());
    left.removeAll(properties);
    left.remove("user.timezone"); // The JDK's own, with the first date it formats.
    left.forEach(name -> report.add("property " + name));
    Files.write(Path.of(args[1]), report);
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    return names;
  }

  private static List<String> sockets() throws IOException {
    List<String> found = new ArrayList<>();
    try (var handles = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path handle : handles) {
        if (Files.isSymbolicLink(handle)) {
          String target = Files.readSymbolicLink(handle).toString();
          if (target.startsWith("socket:")) {
            found.add(target);
          }
        }
      }
    }
    return found;
  }
}
