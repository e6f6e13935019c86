package io.writ.cli;

import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.SealTrust;
import io.writ.replay.TlogExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code journal export}: a sealed journal as a transparency log that public tools read. */
@Command(
    name = "export",
    description = {
      "Writes a sealed journal as a transparency log (C2SP tlog-tiles) that tools other than this"
          + " one verify:",
      "DIR/t with checkpoint, tiles and entries, and DIR/vkey, the key that signed."
    },
    mixinStandardHelpOptions = true)
final class JournalExport implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "JOURNAL", description = "The directory of one journal.")
  private Path journal = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "A new or empty directory.")
  private Path to = Path.of("");

  JournalExport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Failure {
    try {
      List<JournalFiles> found = JournalFiles.at(journal);
      if (found.size() != 1) {
        throw new Failure(
            Exit.USAGE, "there are [" + found.size() + "] journals; name the directory of one");
      }
      if (found.get(0).isPruned()) {
        throw new Failure(
            Exit.INVALID,
            "nothing is exported: records of the journal were pruned, and an export has all");
      }
      requireEmpty();
      SealTrust trust = JournalArguments.unpinned();
      JournalVerdict verdict = JournalSet.verify(found, record -> {}, trust).verdicts().get(0);
      boolean isWhole = verdict.state() != JournalVerdict.State.TAMPERED;
      if (!isWhole || !verdict.seals().isSealed() || Files.isRegularFile(journal)) {
        throw new Failure(
            Exit.INVALID,
            "nothing is exported: "
                + (isWhole ? "the journal has no checkpoint" : VerdictText.sentence(verdict)));
      }
      long entries = TlogExport.write(found.get(0), verdict, to);
      terminal
          .out()
          .println(
              "exported " + entries + " of " + verdict.counts().records() + " records to " + to);
      return Exit.OK;
    } catch (IOException e) {
      throw new Failure(Exit.IO, JournalArguments.unreadable(e));
    }
  }

  private void requireEmpty() throws IOException, Failure {
    if (!Files.exists(to)) {
      return;
    }
    try (Stream<Path> inside = Files.list(to)) {
      if (inside.findAny().isPresent()) {
        throw new Failure(Exit.USAGE, "[" + to + "] is not empty; name a new directory");
      }
    }
  }
}
