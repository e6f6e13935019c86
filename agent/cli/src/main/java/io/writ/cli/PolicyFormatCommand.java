package io.writ.cli;

import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.core.catalogue.Catalogue;
import io.writ.policy.ToolRefused;
import io.writ.policy.format.PolicyFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy format}: one layout for all. */
@Command(
    name = "format",
    description = {
      "Lays policy documents out: keys in a fixed order, two columns of indentation, comments kept."
          + " Before anything is printed or written, the document is read again and compared.",
      "Prints the document, or with --check only whether it is laid out so (exit code 1 when one is"
          + " not), or with --write puts it in the file's place."
    },
    mixinStandardHelpOptions = true)
final class PolicyFormatCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policy documents, not signed.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--check", description = "Print nothing but the names of files that differ.")
  private boolean isCheck;

  @Option(names = "--write", description = "Change the files.")
  private boolean isWrite;

  @Mixin private KnownValues values = new KnownValues();

  PolicyFormatCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Failure {
    if (isCheck && isWrite) {
      throw new Failure(Exit.USAGE, "give either --check or --write");
    }
    if (!isCheck && !isWrite && files.size() > 1) {
      throw new Failure(Exit.USAGE, "give one file, or --check or --write");
    }
    Map<String, List<String>> actions = Catalogue.shipped().actions();
    int exitCode = Exit.OK;
    for (Path file : files) {
      byte[] before = ConfigurationFile.read(file, "policy");
      String after;
      try {
        after =
            PolicyFormat.format(
                file.toString(), before, actions, values.properties(), values.environment());
      } catch (ToolRefused e) {
        throw new Failure(Exit.INVALID, String.valueOf(e.getMessage()));
      }
      boolean isChanged = !after.equals(new String(before, StandardCharsets.UTF_8));
      if (isCheck && isChanged) {
        terminal.out().println(Terminal.printable(file.toString()));
        exitCode = Exit.INVALID;
      } else if (isWrite && isChanged) {
        write(file, before, after);
      } else if (!isCheck && !isWrite) {
        terminal.out().print(after);
      }
    }
    return exitCode;
  }

  private static void write(Path file, byte[] before, String after) throws IOException, Failure {
    ReplacedFile replaced = ReplacedFile.read(file);
    if (!new String(before, StandardCharsets.UTF_8).equals(replaced.before())) {
      throw new Failure(Exit.IO, file + ": changed meanwhile; run the command again");
    }
    replaced.replace(after);
  }
}
