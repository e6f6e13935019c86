package io.writ.cli;

import io.writ.crypto.Signatures;
import io.writ.replay.BootOrder;
import io.writ.replay.JournalFiles;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The journals that a command reads. */
final class JournalArguments {
  @Parameters(
      arity = "1..*",
      paramLabel = "JOURNAL",
      description = "A journal root, a journal's directory or a .cq4 file.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private JournalKeys keys = new JournalKeys();

  /** What makes their checkpoints count. */
  SealTrust trust() throws IOException, Failure {
    return keys.trust();
  }

  /** The key that each names; for commands that ask for none. */
  static SealTrust unpinned() {
    return new SealTrust(new Signatures(), Set.of());
  }

  /** All of them, each once, the oldest boot first. */
  List<JournalFiles> find() throws IOException {
    List<JournalFiles> found = new ArrayList<>();
    for (Path path : paths) {
      found.addAll(JournalFiles.at(path));
    }
    return BootOrder.sort(found);
  }

  /** One line for a file that cannot be read. */
  static String unreadable(IOException failure) {
    String why = failure.getMessage();
    if (failure instanceof FileSystemException file) {
      String reason = file.getReason();
      why = file.getFile() + ": " + (reason == null ? file.getClass().getSimpleName() : reason);
    }
    return "cannot read the journal [" + ShownText.neutral(String.valueOf(why)) + "]";
  }
}
