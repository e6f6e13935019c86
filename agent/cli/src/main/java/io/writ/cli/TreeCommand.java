package io.writ.cli;

import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.LineageForest;
import io.writ.replay.LineageNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tree}: who caused what. One execution with its ancestors and all it caused, or all trees.
 *
 * <p>BUG: holds every decision in memory; a journal of many millions needs a larger heap.
 */
@Command(
    name = "tree",
    description = "Print executions as a tree, each under the one that caused it.",
    exitCodeOnInvalidInput = Exit.USAGE,
    mixinStandardHelpOptions = true)
public final class TreeCommand implements Callable<Integer> {
  @Mixin private JournalArguments journals = new JournalArguments();

  @Option(names = "--execution", description = "An execution id, or its last digits.")
  private @Nullable String execution;

  @Option(
      names = "--action",
      description = "Only trees with this action in them; a * at its end stands for any rest.")
  private @Nullable String action;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Failure {
    CommandOutput output = CommandOutput.of(spec);
    try {
      List<JournalRecord> records = new ArrayList<>();
      JournalSet set = JournalSet.verify(journals.find(), records::add, journals.trust());
      LineageForest forest = LineageForest.of(records);
      print(forest, records, output);
      output.out().flush();
      for (JournalRecord repeated : forest.repeated()) {
        output
            .err()
            .println(
                "record "
                    + repeated.sequence()
                    + ": execution "
                    + repeated.execution()
                    + " was recorded before, or not begun; not in the tree");
      }
      VerdictText.printUnclosed(set, output.err());
      return Exit.of(set);
    } catch (IOException e) {
      output.err().println(JournalArguments.unreadable(e));
      return Exit.IO;
    }
  }

  private void print(LineageForest forest, List<JournalRecord> records, CommandOutput output) {
    TreeText text =
        new TreeText(
            new ExecutionNames(records.stream().map(JournalRecord::execution).distinct().toList()),
            output.out());
    String wanted = execution;
    if (wanted == null) {
      forest.roots().stream().filter(this::hasAction).forEach(text::print);
      return;
    }
    records.stream()
        .filter(record -> !record.isOutcome())
        .map(JournalRecord::execution)
        .distinct()
        .filter(id -> RecordFilter.isExecution(wanted, id))
        .map(forest::find)
        .forEach(node -> printWithAncestors(node, forest, text, output));
  }

  private static void printWithAncestors(
      @Nullable LineageNode node, LineageForest forest, TreeText text, CommandOutput output) {
    if (node == null) {
      return;
    }
    Deque<LineageNode> ancestors = new ArrayDeque<>();
    LineageNode at = node;
    while (at != null && at.ancestry() == LineageNode.Ancestry.RESOLVED) {
      at = forest.find(at.decision().parent());
      if (at != null) {
        ancestors.push(at);
      }
    }
    ancestors.forEach(ancestor -> output.out().println("caused by  " + text.line(ancestor)));
    text.print(node);
  }

  private boolean hasAction(LineageNode root) {
    String wanted = action;
    if (wanted == null) {
      return true;
    }
    AtomicBoolean isFound = new AtomicBoolean();
    LineageForest.walk(
        root,
        (node, branch) -> {
          if (RecordFilter.isAction(wanted, node.decision().action())) {
            isFound.set(true);
          }
        });
    return isFound.get();
  }
}
