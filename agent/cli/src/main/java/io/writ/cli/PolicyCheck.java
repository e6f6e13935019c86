package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyReader;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.policy.Policy;
import io.writ.policy.PolicyDocument;
import io.writ.policy.check.PolicyWarnings;
import io.writ.policy.diff.SymbolicPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy check}: would an agent take it, and is it what was meant? */
@Command(
    name = "check",
    description = {
      "Reads policies as the agent does and prints the first problem with its place, or what is in"
          + " them, and warns of rules that are valid and cannot have been meant so. Exit code 1"
          + " when a policy is refused; warnings are no errors.",
      "Variables stand for themselves unless --property and --env say what for; with --here they are"
          + " those of this process and paths are resolved in this file system."
    },
    mixinStandardHelpOptions = true)
final class PolicyCheck implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies, signed or not.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--here", description = "Use the variables and the files of this machine.")
  private boolean isHere;

  @Mixin private KnownValues values = new KnownValues();

  PolicyCheck(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<String>> actions = Catalogue.shipped().actions();
    int exitCode = Exit.OK;
    for (Path file : files) {
      try {
        print(file, read(file, actions), actions);
      } catch (ConfigurationRefused e) {
        terminal.err().println("writ: " + Terminal.printable(String.valueOf(e.getMessage())));
        exitCode = Exit.INVALID;
      }
    }
    return exitCode;
  }

  private Policy read(Path file, Map<String, List<String>> actions) throws ConfigurationRefused {
    byte[] document = PolicyDocument.read(file);
    return isHere
        ? PolicyReader.read(file.toString(), document, values.here(actions))
        : SymbolicPolicy.read(
            file.toString(), document, actions, values.properties(), values.environment());
  }

  private void print(Path file, Policy policy, Map<String, List<String>> actions) {
    line(file + ": valid, [" + policy.id() + " v" + policy.version() + "]");
    line("  digest    sha256 " + HexFormat.of().formatHex(policy.digest()));
    line("  mode      " + policy.mode().name().toLowerCase(Locale.ROOT));
    line(
        "  rules     ambient "
            + policy.rules().ambient().size()
            + ", ceiling "
            + policy.rules().ceiling().size()
            + ", deny "
            + policy.rules().deny().size()
            + "; mappings "
            + policy.mappings().size()
            + ", authorities "
            + (policy.authorities().isLimited()
                ? String.valueOf(policy.authorities().byKeyId().size())
                : "all"));
    policy
        .variables()
        .forEach(
            (name, value) ->
                line("  variable  " + name + (isHere ? " = " + SymbolicPolicy.shown(value) : "")));
    for (String warning : PolicyWarnings.of(policy, actions)) {
      line("  warning   " + warning);
    }
  }

  private void line(String text) {
    terminal.out().println(Terminal.printable(text));
  }
}
