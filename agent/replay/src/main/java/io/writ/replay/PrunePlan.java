package io.writ.replay;

import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.SegmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which segments of one verified journal may go. {@link Pruning} carries it out. */
public final class PrunePlan {
  private final JournalFiles journal;
  private final @Nullable PruneNote note;
  private final List<Path> pruned;
  private final List<Path> leftOver = new ArrayList<>();
  private final PruneStatement statement;
  private final boolean isWhole;
  private final long bytes;

  private PrunePlan(
      JournalFiles journal,
      @Nullable PruneNote note,
      List<Path> pruned,
      PruneStatement statement,
      boolean isWhole)
      throws IOException {
    this.journal = journal;
    this.note = note;
    this.pruned = List.copyOf(pruned);
    this.statement = statement;
    this.isWhole = isWhole;
    if (note != null) {
      leftOver.addAll(note.leftOver(journal));
    }
    long sum = 0;
    for (Path file : segments()) {
      sum += Files.size(file);
    }
    bytes = sum;
    leftOver.addAll(strays());
  }

  /** What still happens to a journal, so what of it must stay. */
  public enum End {
    /** A process may be writing it: its last two segments stay. */
    RUNNING(2),
    /** Its end is not proven and no next boot has linked it yet: the last segment stays. */
    OPEN(1),
    /** Closed, or linked by the next boot with every record covered. */
    ENDED(0);

    private final int staying;

    End(int staying) {
      this.staying = staying;
    }
  }

  /**
   * Plans for one journal.
   *
   * @param verdict of it, under keys that the caller trusts; neither tampered nor without seals
   * @param before segments whose last record is older may go
   * @throws IOException when a file cannot be read, or changed since it was verified
   */
  public static PrunePlan of(JournalFiles journal, JournalVerdict verdict, Instant before, End end)
      throws IOException {
    if (verdict.state() == JournalVerdict.State.TAMPERED
        || !verdict.seals().isSealed()
        || journal.isAlone()) {
      throw new IllegalArgumentException("a journal that is not sealed and whole");
    }
    try {
      @Nullable PruneNote note = PruneNote.find(journal);
      if ((note == null) != (verdict.pruned() == null)) {
        throw new IOException("the journal changed after it was verified");
      }
      JournalFiles remaining = note == null ? journal : note.remaining(journal);
      List<SegmentHead> heads = heads(remaining);
      int count = count(heads, verdict, before, end);
      List<Path> pruned = heads.subList(0, count).stream().map(SegmentHead::file).toList();
      boolean isWhole = count == heads.size() && count > 0;
      PruneStatement statement = statement(heads, count, verdict, note);
      return new PrunePlan(journal, note, pruned, statement, isWhole);
    } catch (Contradiction | ExcerptReader.Broken e) {
      throw new IOException("the journal changed after it was verified: " + e.getMessage(), e);
    }
  }

  private static List<SegmentHead> heads(JournalFiles journal)
      throws IOException, ExcerptReader.Broken {
    List<SegmentHead> heads = new ArrayList<>();
    for (Path file : journal.files()) {
      SegmentHead head = SegmentHead.find(file);
      if (head != null) {
        heads.add(head);
      }
    }
    return heads;
  }

  /** How many of the first segments are old enough, covered, and not needed any more. */
  private static int count(List<SegmentHead> heads, JournalVerdict verdict, Instant before, End end)
      throws IOException, ExcerptReader.Broken {
    long limitNanos = nanosOf(before);
    int count = 0;
    while (count < heads.size() - end.staying) {
      boolean isLast = count == heads.size() - 1;
      SegmentHead here = heads.get(count);
      long until = isLast ? verdict.counts().records() : heads.get(count + 1).sequence();
      long wallNanos = isLast ? here.lastWallNanos() : heads.get(count + 1).wallNanos();
      boolean isNamed = here.number() >= 0; // One under another name could not be told apart.
      if (!isNamed || wallNanos >= limitNanos || until > verdict.seals().covered()) {
        break;
      }
      count++;
    }
    return count;
  }

  /** What stands after this, but for the kept file's digest, the moment and the key. */
  private static PruneStatement statement(
      List<SegmentHead> heads, int count, JournalVerdict verdict, @Nullable PruneNote note) {
    String origin = "";
    if (count == 0) {
      return note == null ? new PruneStatement(origin, 0, 0, "", "", 0, "") : note.statement();
    }
    boolean isWhole = count == heads.size();
    return new PruneStatement(
        origin,
        isWhole ? verdict.counts().records() : heads.get(count).sequence(),
        heads.get(count - 1).number() + 1,
        "",
        isWhole ? verdict.lastChainHex() : heads.get(count).chainBeforeHex(),
        0,
        "");
  }

  private static long nanosOf(Instant instant) {
    long seconds =
        Math.min(instant.getEpochSecond(), TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE) - 1);
    return TimeUnit.SECONDS.toNanos(seconds) + instant.getNano();
  }

  /** What an earlier pruning that did not end has left besides segments. */
  private List<Path> strays() throws IOException {
    List<Path> strays = new ArrayList<>();
    Path queue = Objects.requireNonNull(journal.queue());
    String current = note == null ? "" : note.statement().keptFile();
    for (Path file : JournalFiles.sorted(queue, "pruned*")) {
      String name = String.valueOf(file.getFileName());
      boolean isOld = PruneStatement.isKeptFile(name) && !name.equals(current);
      if (isOld || name.equals(Pruning.TEMPORARY)) {
        strays.add(file);
      }
    }
    return strays;
  }

  JournalFiles journal() {
    return journal;
  }

  /** What stands before this; null when nothing was pruned. */
  @Nullable PruneNote note() {
    return note;
  }

  /** The segments that go and were not gone before. */
  List<Path> pruned() {
    return pruned;
  }

  PruneStatement statement() {
    return statement;
  }

  boolean isWhole() {
    return isWhole;
  }

  /** All files that go, but for the new segments. */
  List<Path> leftOver() {
    return leftOver;
  }

  /** The segment files that go, with those that an earlier pruning has left. */
  public List<Path> segments() {
    List<Path> all = new ArrayList<>();
    leftOver.stream()
        .filter(file -> SegmentName.numberOf(String.valueOf(file.getFileName())) >= 0)
        .forEach(all::add);
    all.addAll(pruned);
    return all;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return pruned.isEmpty() && leftOver.isEmpty();
  }

  /** How many records, from 0 on, are gone afterwards. */
  public long records() {
    return statement.records();
  }

  /** How many bytes the segments have that go. */
  public long bytes() {
    return bytes;
  }
}
