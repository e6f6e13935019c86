package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.core.jws.Rejected;
import io.writ.crypto.KeyRefused;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code writ COMMAND}. Every command is a class of this package, listed once, in {@link #run}. */
@Command(
    name = "writ",
    description =
        "Issues, narrows and revokes authorization artifacts; verifies and reads journals.",
    mixinStandardHelpOptions = true)
public final class Cli implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Cli() {}

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command on the process's own streams; returns its exit code. */
  public static int run(String[] args) {
    Terminal terminal =
        new Terminal(
            // Buffered: on 17 reading a bare FileInputStream to its end seeks, which a pipe cannot.
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            InstantSource.system(),
            new SecureRandom(),
            new ConsolePrompt());
    return run(args, terminal);
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
  }

  /** Runs one command on the given terminal; returns its exit code. */
  static int run(String[] args, Terminal terminal) {
    List<Object> commands =
        List.of(
            new Keygen(terminal),
            new Issue(terminal),
            new Attenuate(terminal),
            new Prove(terminal),
            new Cosign(terminal),
            new Approve(terminal),
            new Revoke(terminal),
            new Inspect(terminal),
            new Doctor(terminal),
            new ScanCommand(terminal),
            new VerifyCommand(),
            new ShowCommand(),
            new TreeCommand());
    CommandLine line = new CommandLine(new Cli());
    commands.forEach(line::addSubcommand);
    CommandLine trust = new CommandLine(new Trust());
    List.of(new TrustPin(terminal), new TrustList(terminal), new TrustRotate(terminal))
        .forEach(trust::addSubcommand);
    line.addSubcommand(trust);
    CommandLine policy = new CommandLine(new PolicyCommand());
    List.of(
            new PolicyLearn(terminal),
            new PolicyDiffCommand(terminal),
            new PolicyExplain(terminal),
            new PolicyTestCommand(terminal),
            new PolicyCheck(terminal),
            new PolicyFormatCommand(terminal),
            new PolicySign(terminal))
        .forEach(policy::addSubcommand);
    line.addSubcommand(policy);
    CommandLine journal = new CommandLine(new JournalCommand());
    List.of(
            new JournalExport(terminal),
            new JournalErase(terminal),
            new JournalConfirm(terminal),
            new JournalPrune(terminal))
        .forEach(journal::addSubcommand);
    line.addSubcommand(journal);
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    // A value that begins with @ is a value, not the name of a file with arguments.
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler((e, given) -> usage(e, terminal));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, terminal));
    int exitCode = line.execute(args);
    terminal.out().flush();
    terminal.err().flush();
    // PrintWriter swallows write errors; a truncated artifact must not look like success.
    return terminal.out().checkError() ? Exit.IO : exitCode;
  }

  /** No command at all. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing; try [writ --help]");
  }

  private static int usage(CommandLine.ParameterException e, Terminal terminal) {
    terminal.err().println("writ: " + Terminal.printable(String.valueOf(e.getMessage())));
    return Exit.USAGE;
  }

  private static int failed(Exception e, Terminal terminal) throws Exception {
    int exitCode;
    String message = String.valueOf(e.getMessage());
    if (e instanceof Failure failure) {
      exitCode = failure.exitCode();
    } else if (e instanceof Rejected rejected) {
      exitCode = Exit.INVALID;
      message = rejected.reason() + ": " + rejected.detail();
    } else if (e instanceof ConfigurationRefused || e instanceof KeyRefused) {
      exitCode = Exit.INVALID;
    } else if (e instanceof IOException) {
      exitCode = Exit.IO;
      message = e.getClass().getSimpleName() + ": " + message;
    } else {
      throw e;
    }
    terminal.err().println("writ: " + Terminal.printable(message));
    return exitCode;
  }
}
