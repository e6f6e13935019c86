package io.writ.cli;

import io.writ.core.catalogue.Catalogue;
import io.writ.policy.ToolRefused;
import io.writ.policy.learn.LearnOptions;
import io.writ.policy.learn.Learned;
import io.writ.policy.learn.Learner;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code policy learn}: the smallest readable policy for what was observed. */
@Command(
    name = "learn",
    description = {
      "Proposes a policy for what a service did, from its journals. Run the service in mode observe"
          + " with [journal: { attributes: { \"jdk:*\": [\"*\"] } }] in its policy first.",
      "Paths fold to directories, ephemeral ports to their range, names made for one run to where"
          + " they lie; names that look secret, arguments of processes and of the application's"
          + " calls are never printed. Every call that was seen is put to the proposal before it is"
          + " printed."
    })
final class PolicyLearn implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private JournalArguments journals = new JournalArguments();

  @Option(names = "--id", paramLabel = "ID", description = "Call the policy this.")
  private @Nullable String id;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Give it this version instead of one more than that of the observed policy.")
  private @Nullable Long version;

  @Option(names = "--out", paramLabel = "FILE", description = "Write it here.")
  private @Nullable Path out;

  @Option(
      names = "--include-denied",
      description = "Allow, too, what enforcement denied and the service did without.")
  private boolean includesDenied;

  @Option(
      names = "--leave-out",
      description = "Leave out calls that no rule can name, and say so in a comment.")
  private boolean leavesOut;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli asks it; the standard options would take --version
  private boolean isHelpWanted;

  PolicyLearn(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure {
    List<JournalFiles> found;
    try {
      found = journals.find();
    } catch (IOException e) {
      throw new Failure(Exit.IO, JournalArguments.unreadable(e));
    }
    try {
      Learned learned =
          Learner.learn(
              found,
              new LearnOptions(
                  id, version, includesDenied, leavesOut, Catalogue.shipped().actions()));
      print(learned);
    } catch (ToolRefused e) {
      throw new Failure(Exit.INVALID, String.valueOf(e.getMessage()));
    }
    return Exit.OK;
  }

  private void print(Learned learned) throws IOException, Failure {
    if (out == null) {
      terminal.out().print(learned.document());
    } else {
      ReplacedFile.read(out).replace(learned.document());
    }
    VerdictText.printUnclosed(new JournalSet(learned.verdicts(), List.of()), terminal.err());
    terminal
        .err()
        .println(
            "writ: learned ["
                + learned.rules()
                + "] rules; they allow all ["
                + learned.requests()
                + "] different calls that were seen");
  }
}
