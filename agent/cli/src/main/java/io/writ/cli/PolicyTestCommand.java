package io.writ.cli;

import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyCases;
import io.writ.config.PolicyContext;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.policy.Policy;
import io.writ.policy.ToolRefused;
import io.writ.policy.cases.CaseRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy test}: tables of calls and the verdicts that the policy must have on them. */
@Command(
    name = "test",
    description = {
      "Runs tables of cases against a policy. A case that says [artifact] gets a real one, minted"
          + " with a temporary key under the name of the authority.",
      "Prints each failed case with what every rule made of it, and the rules that decided no case."
          + " Exit code 0 when all passed, else 1."
    },
    mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tables of cases, in YAML.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Test this policy instead of the one that the tables name.")
  private @Nullable Path policy;

  @Option(
      names = "--min-coverage",
      paramLabel = "PERCENT",
      description = "Fail when fewer of the rules decided a case.")
  private int leastCoverage;

  @Mixin private KnownValues values = new KnownValues();

  PolicyTestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Failure {
    Map<String, List<String>> actions = Catalogue.shipped().actions();
    int exitCode = Exit.OK;
    for (Path file : files) {
      exitCode = Math.max(exitCode, run(file, actions));
    }
    return exitCode;
  }

  private int run(Path file, Map<String, List<String>> actions)
      throws ConfigurationRefused, Failure {
    PolicyContext context = values.here(actions);
    PolicyCases table =
        PolicyCases.read(file.toString(), ConfigurationFile.read(file, "cases"), context);
    Policy tested = values.readHere(policyOf(file, table.policy()), actions);
    CaseRun run =
        new CaseRun(
            tested, actions, context.paths(), terminal.random(), terminal.clock().instant());
    try {
      run.run(table);
    } catch (ToolRefused e) {
      throw new Failure(Exit.INVALID, String.valueOf(e.getMessage()));
    }
    run.failures().forEach(this::print);
    print(
        file
            + ": "
            + run.cases()
            + " cases, "
            + run.failed()
            + " failed; "
            + run.coverage()
            + " % of the rules decided one");
    run.undecided().forEach(rule -> print("  no case is decided by " + rule));
    return run.failed() == 0 && run.coverage() >= leastCoverage ? Exit.OK : Exit.INVALID;
  }

  private Path policyOf(Path file, @Nullable String named) throws Failure {
    if (policy != null) {
      return policy;
    }
    if (named == null) {
      throw new Failure(Exit.USAGE, file + ": names no [policy]; add it, or give --policy FILE");
    }
    return file.toAbsolutePath().resolveSibling(named);
  }

  private void print(String line) {
    terminal.out().println(Terminal.printable(line));
  }
}
