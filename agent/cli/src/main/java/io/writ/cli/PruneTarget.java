package io.writ.cli;

import io.writ.core.lineage.GenesisField;
import io.writ.replay.BootOrder;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.PrunePlan.End;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The journals under a root as they are before something of them is pruned, each verified.
 *
 * @param journals the oldest boot first
 * @param verdicts of each
 * @param isHeld whether a process may be writing one of them
 */
record PruneTarget(List<JournalFiles> journals, List<JournalVerdict> verdicts, boolean isHeld) {
  /** A page that is written while it is read can look like nothing that a crash leaves. */
  private static final int TRIES = 5;

  PruneTarget {
    journals = List.copyOf(journals);
    verdicts = List.copyOf(verdicts);
  }

  /** The root of a path that is one, or a journal under it. */
  static Path rootOf(Path path) throws Failure {
    Path real = path.toAbsolutePath().normalize();
    Path parent = real.getParent();
    if (Files.isRegularFile(real) || Files.isDirectory(real.resolve("tile"))) {
      throw new Failure(Exit.USAGE, "[" + path + "] is neither a root nor a journal's directory");
    }
    boolean isJournal = Files.isDirectory(real.resolve("q"), LinkOption.NOFOLLOW_LINKS);
    return isJournal && parent != null ? parent : real;
  }

  static PruneTarget read(Path root, SealTrust trust) throws IOException, Failure {
    for (int tries = 1; ; tries++) {
      List<JournalFiles> journals = BootOrder.sort(JournalFiles.at(root));
      if (journals.get(0).name().equals(root)) {
        throw new Failure(Exit.USAGE, "[" + root + "] is neither a root nor a journal's directory");
      }
      boolean isHeld = JournalCheck.isHeld(root.resolve("lock"));
      JournalSet set = JournalSet.verify(journals, record -> {}, trust);
      PruneTarget found = new PruneTarget(journals, set.verdicts(), isHeld);
      JournalVerdict newest = found.verdicts.get(journals.size() - 1);
      if (!isHeld || tries == TRIES || newest.state() != State.TAMPERED) {
        return found;
      }
    }
  }

  /** What still happens to the journal of this number. */
  End endOf(int number) {
    JournalVerdict verdict = verdicts.get(number);
    boolean isNewest = number == verdicts.size() - 1;
    boolean isCut = verdict.state() == State.CUT;
    boolean isLinked = isLinked(verdict);
    if (isHeld && (isNewest || (isCut && !isLinked))) {
      return End.RUNNING;
    }
    boolean isRecovered = isLinked && verdict.seals().covered() == verdict.counts().records();
    return isCut && !isRecovered ? End.OPEN : End.ENDED;
  }

  /** Whether the journal of a later boot says how this one ended. */
  private boolean isLinked(JournalVerdict verdict) {
    String id = value(verdict, GenesisField.JOURNAL);
    return verdicts.stream()
        .filter(next -> next.state() != State.TAMPERED)
        .filter(next -> !value(next, GenesisField.PREVIOUS_END).equals("unreadable"))
        .anyMatch(next -> value(next, GenesisField.PREVIOUS_JOURNAL).equals(id));
  }

  private static String value(JournalVerdict verdict, GenesisField field) {
    return verdict.genesis().getOrDefault(field.key(), "");
  }
}
