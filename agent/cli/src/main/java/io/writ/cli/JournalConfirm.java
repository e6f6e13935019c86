package io.writ.cli;

import io.writ.core.encoding.HmacSha256;
import io.writ.replay.ConfirmedArguments;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.SubjectKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code journal confirm}: whether a recorded call had these arguments. */
@Command(
    name = "confirm",
    description = {
      "Says whether a recorded call had exactly these arguments, by the record's commitment.",
      "Needs the journal's secrets, k/ in its directory."
    },
    mixinStandardHelpOptions = true)
final class JournalConfirm implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "JOURNAL", description = "The directory of one journal.")
  private Path journal = Path.of("");

  @Parameters(index = "1", paramLabel = "SEQ", description = "The record's sequence number.")
  private long sequence;

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = {
        "An argument, in the order of the action's: a JSON number, true, false, null, a text, or"
            + " a JSON array of texts; [?] for one of another type. Names are not compared."
      })
  private List<String> arguments = new ArrayList<>();

  JournalConfirm(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Failure {
    List<@Nullable Object> values = new ArrayList<>();
    for (String argument : arguments) {
      values.add(CallArgument.parse(argument).value());
    }
    try {
      JournalRecord record = find();
      String commitment = record.commitment();
      if (commitment == null) {
        throw new Failure(Exit.INVALID, "record " + sequence + " commits to no arguments");
      }
      HmacSha256 key;
      try (SubjectKeys keys = SubjectKeys.find(journal)) {
        key = keys == null ? null : keys.commitments(record.subjectKey());
      }
      if (key == null) {
        throw new Failure(
            Exit.INVALID,
            "the key of record " + sequence + " is not in " + journal.resolve("k") + ", or erased");
      }
      boolean isSame = new ConfirmedArguments(key, record.execution()).isOne(commitment, values);
      terminal
          .out()
          .println(
              "record "
                  + sequence
                  + (isSame ? " had exactly these arguments" : " had other arguments"));
      return isSame ? Exit.OK : Exit.INVALID;
    } catch (IOException e) {
      throw new Failure(Exit.IO, JournalArguments.unreadable(e));
    }
  }

  /** The record, out of a journal that is what its writer wrote at least up to there. */
  private JournalRecord find() throws IOException, Failure {
    List<JournalRecord> found = new ArrayList<>();
    JournalSet ignored =
        JournalSet.verify(
            JournalFiles.at(journal),
            record -> {
              if (record.sequence() == sequence && found.isEmpty()) {
                found.add(record);
              }
            },
            JournalArguments.unpinned());
    if (found.isEmpty()) {
      throw new Failure(
          Exit.INVALID, journal + ": no decision has the number " + sequence + "; see [writ show]");
    }
    return found.get(0);
  }
}
