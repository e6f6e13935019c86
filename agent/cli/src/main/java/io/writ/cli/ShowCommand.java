package io.writ.cli;

import io.writ.replay.ConfigurationRecord;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.RecordVisitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code show}: the records, verified as they are read; nothing after the first bad one. */
@Command(
    name = "show",
    description = "Print the decisions, outcomes and policy changes of journals.",
    exitCodeOnInvalidInput = Exit.USAGE,
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  @Mixin private JournalArguments journals = new JournalArguments();
  @Mixin private RecordFilter filter = new RecordFilter();

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean isJson;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Failure {
    CommandOutput output = CommandOutput.of(spec);
    PrintWriter out = output.out();
    try {
      List<JournalFiles> found = journals.find();
      return show(found, output, out);
    } catch (UncheckedIOException e) {
      output.err().println(JournalArguments.unreadable(new IOException(e.getMessage(), e)));
      return Exit.IO;
    } catch (IOException e) {
      output.err().println(JournalArguments.unreadable(e));
      return Exit.IO;
    }
  }

  private int show(List<JournalFiles> found, CommandOutput output, PrintWriter out)
      throws IOException, Failure {
    try (OpenedValues values = new OpenedValues(found)) {
      if (!isJson) {
        out.println(RecordText.heading());
      }
      JournalSet set =
          JournalSet.verify(
              found,
              new RecordVisitor() {
                @Override
                public void visit(JournalRecord hidden) {
                  if (filter.isShown(hidden)) {
                    JournalRecord record = values.open(hidden);
                    out.println(isJson ? RecordText.json(record) : RecordText.row(record));
                  }
                }

                @Override
                public void configured(ConfigurationRecord record) {
                  if (filter.isShown(record)) {
                    out.println(
                        isJson ? ConfigurationText.json(record) : ConfigurationText.row(record));
                  }
                }
              },
              journals.trust());
      out.flush();
      VerdictText.printUnclosed(set, output.err());
      return Exit.of(set);
    }
  }
}
