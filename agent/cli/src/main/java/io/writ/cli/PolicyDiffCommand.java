package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.policy.Policy;
import io.writ.core.policy.diff.PolicyDiff;
import io.writ.policy.PolicyDocument;
import io.writ.policy.diff.DiffText;
import io.writ.policy.diff.SymbolicPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy diff}: does the newer policy let anything happen that the older one does not? */
@Command(
    name = "diff",
    description = {
      "Compares two policies by what they mean. Exit code 0 when nothing is wider, 1 when something"
          + " is or when it could not be shown that it is not.",
      "Variables stand for themselves, so that the answer holds for every process in which they are"
          + " the same for both; links in the file system are not looked at. Artifacts that are"
          + " pinned to one of the two documents are not considered."
    },
    mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy in force.")
  private Path older = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy to come.")
  private Path newer = Path.of("");

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean isJson;

  @Mixin private KnownValues values = new KnownValues();

  PolicyDiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused {
    Map<String, List<String>> actions = Catalogue.shipped().actions();
    PolicyDiff diff =
        PolicyDiff.between(
            read(older, actions), read(newer, actions), actions, SymbolicPolicy::isUnknown);
    if (isJson) {
      terminal.out().println(JsonWriter.write(DiffText.json(diff)));
    } else {
      DiffText.lines(diff).forEach(line -> terminal.out().println(Terminal.printable(line)));
    }
    return diff.isWider() ? Exit.INVALID : Exit.OK;
  }

  private Policy read(Path file, Map<String, List<String>> actions) throws ConfigurationRefused {
    return SymbolicPolicy.read(
        file.toString(),
        PolicyDocument.read(file),
        actions,
        values.properties(),
        values.environment());
  }
}
