package io.writ.cli;

import io.writ.core.jws.PublicKey;
import io.writ.crypto.Signatures;
import io.writ.replay.BootOrder;
import io.writ.replay.JournalFiles;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The journals that a command reads. */
final class JournalArguments {
  @Parameters(
      arity = "1..*",
      paramLabel = "JOURNAL",
      description = "A journal root, a journal's directory or a .cq4 file.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--journal-key",
      paramLabel = "JWK",
      description =
          "A public key that may have sealed them, in any of their key epochs; repeat for more."
              + " Without one the key that a journal names is taken, which proves less.")
  private List<Path> keys = new ArrayList<>();

  /** What makes their checkpoints count. */
  SealTrust trust() throws IOException, Failure {
    Set<PublicKey> pinned = new LinkedHashSet<>();
    for (Path key : keys) {
      pinned.add(KeyFiles.readPublic(key));
    }
    return new SealTrust(new Signatures(), pinned);
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
