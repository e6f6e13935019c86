package io.writ.cli;

import io.writ.replay.JournalSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify}: is this what the agent wrote, and is it all? */
@Command(
    name = "verify",
    description = "Check journals: every byte of every record, their order, and their end.",
    exitCodeOnInvalidInput = Exit.USAGE,
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private JournalArguments journals = new JournalArguments();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Failure {
    CommandOutput output = CommandOutput.of(spec);
    PrintWriter out = output.out();
    try {
      JournalSet set = JournalSet.verify(journals.find(), record -> {}, journals.trust());
      VerdictText.print(set, out);
      return Exit.of(set);
    } catch (IOException e) {
      output.err().println(JournalArguments.unreadable(e));
      return Exit.IO;
    }
  }
}
