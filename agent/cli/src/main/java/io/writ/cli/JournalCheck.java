package io.writ.cli;

import io.writ.replay.BootOrder;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an agent could write its journal here. Changes nothing. */
final class JournalCheck {
  private static final String REMEDY = "; name a directory that this service may write";

  private JournalCheck() {}

  static List<Finding> of(@Nullable Path root) {
    List<Finding> findings = new ArrayList<>();
    if (root == null) {
      findings.add(Finding.note("journal", "not named; add --journal DIR"));
      return findings;
    }
    Finding state = state(root);
    findings.add(state);
    if (state.status() == Finding.Status.OK && Files.isDirectory(root)) {
      findings.add(lastEnd(root));
    }
    return findings;
  }

  private static Finding state(Path root) {
    String name = "journal [" + root + "]: ";
    if (!Files.exists(root)) {
      Path parent = root.toAbsolutePath().normalize().getParent();
      while (parent != null && !Files.exists(parent)) {
        parent = parent.getParent();
      }
      return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
          ? Finding.ok("journal", name + "free; the agent will make the directory")
          : Finding.problem("journal", name + "cannot be made in [" + parent + "]" + REMEDY);
    }
    if (!Files.isDirectory(root)) {
      return Finding.problem("journal", name + "is a file, not a directory" + REMEDY);
    }
    if (!Files.isWritable(root)) {
      return Finding.problem("journal", name + "cannot be written" + REMEDY);
    }
    try {
      return isHeld(root.resolve("lock"))
          ? Finding.problem(
              "journal",
              name
                  + "in use by another process; give each JVM its own directory, or stop the other")
          : Finding.ok("journal", name + "free");
    } catch (IOException e) {
      return Finding.problem("journal", name + "cannot be locked [" + e + "]" + REMEDY);
    }
  }

  static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // Another class loader of this JVM holds it.
    }
  }

  private static Finding lastEnd(Path root) {
    try {
      List<JournalFiles> journals = BootOrder.sort(JournalFiles.at(root));
      JournalFiles last = journals.get(journals.size() - 1);
      if (last.isPruned()) {
        return Finding.note(
            "journal", "the last of [" + journals.size() + "] journals is pruned; see [verify]");
      }
      JournalVerdict verdict =
          JournalSet.verify(List.of(last), record -> {}, JournalArguments.unpinned())
              .verdicts()
              .get(0);
      String detail =
          "the last of ["
              + journals.size()
              + "] journals is ["
              + verdict.state().name().toLowerCase(Locale.ROOT)
              + "] after ["
              + verdict.counts().records()
              + "] records";
      return verdict.state() == JournalVerdict.State.CLOSED
          ? Finding.ok("journal", detail)
          : Finding.note("journal", detail + "; see [verify]");
    } catch (java.nio.file.NoSuchFileException e) {
      return Finding.ok("journal", "no journal in it yet");
    } catch (IOException e) {
      return Finding.note("journal", JournalArguments.unreadable(e));
    }
  }
}
