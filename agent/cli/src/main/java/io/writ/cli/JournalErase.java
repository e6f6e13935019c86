package io.writ.cli;

import io.writ.replay.SubjectErasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code journal erase}: the end of what was recorded of a data subject. */
@Command(
    name = "erase",
    description = {
      "Erases the keys of a data subject, so that nobody can read any more what journals recorded"
          + " under them; every journal still verifies.",
      "The journal that is written, or the next one, records that the keys are gone. Copies of k/"
          + " elsewhere, backups too, must be erased there."
    },
    mixinStandardHelpOptions = true)
final class JournalErase implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "ROOT",
      description = "The directory that holds the journals; what [journal=] names.")
  private Path root = Path.of("");

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "TEXT",
      description = "The value of the argument that the policy's [journal.subject] names.")
  private @Nullable String subject;

  JournalErase(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Failure {
    if (!Files.isDirectory(root)) {
      throw new Failure(Exit.IO, root + ": no such directory; name the root of journals");
    }
    try {
      SubjectErasure.Result result =
          new SubjectErasure(root.toAbsolutePath()).erase(String.valueOf(subject));
      terminal
          .out()
          .println(
              result.keys() == 0
                  ? "no journal has a key of this subject; nothing is changed"
                  : "erased [" + result.keys() + "] keys in [" + result.journals() + "] journals");
      return result.keys() == 0 ? Exit.INVALID : Exit.OK;
    } catch (IOException e) {
      throw new Failure(
          Exit.IO, JournalArguments.unreadable(e) + "; run this again, it goes on where it ended");
    }
  }
}
