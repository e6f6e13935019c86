package io.writ.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err what went wrong
 */
record CommandOutput(PrintWriter out, PrintWriter err) {

  /** The writers of a command that picocli has set up. */
  static CommandOutput of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("run the command by picocli");
    }
    return new CommandOutput(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
