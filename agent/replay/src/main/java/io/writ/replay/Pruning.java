package io.writ.replay;

import io.writ.core.jws.Signer;
import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.PruneStatement;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Deletes the first segments of a journal, so that all that stays is still proven ({@code
 * docs/spec/retention.md}).
 *
 * <p>The order is the promise. What stays readable is on the device before the note that names it,
 * the note before a segment is missing: until the note has its name, the journal is as it was, and
 * from then on whether the segments are there makes no difference.
 */
public final class Pruning {
  /** What has no name of its own yet. */
  static final String TEMPORARY = "pruned.new";

  private final PrunePlan plan;
  private final RetentionDisk disk;
  private final Path queue;

  private Pruning(PrunePlan plan, RetentionDisk disk) {
    this.plan = plan;
    this.disk = disk;
    queue = Objects.requireNonNull(plan.journal().queue());
  }

  /**
   * Carries a plan out.
   *
   * @param verdict of the journal, from which the plan was made
   * @param signer holds the retention key, which is not the journal's own
   * @throws IOException when a file cannot be read or written, or the journal changed meanwhile; it
   *     verifies all the same, and the next pruning finishes what this one did not
   */
  public static void carryOut(
      PrunePlan plan, JournalVerdict verdict, Signer signer, Instant now, RetentionDisk disk)
      throws IOException {
    String id = verdict.genesis().getOrDefault(GenesisField.JOURNAL.key(), "");
    NoteKey key = new NoteKey(CheckpointNames.originOf(id), signer.publicKey());
    if (key.print().equals(verdict.seals().key())) {
      throw new IllegalArgumentException("the journal's own key may not prune it");
    }
    Pruning pruning = new Pruning(plan, disk);
    try {
      pruning.carryOut(key, signer, now);
    } catch (Contradiction | ExcerptReader.Broken e) {
      throw new IOException("the journal changed after it was verified: " + e.getMessage(), e);
    }
  }

  private void carryOut(NoteKey key, Signer signer, Instant now)
      throws IOException, Contradiction, ExcerptReader.Broken {
    for (Path file : plan.leftOver()) {
      disk.delete(file);
    }
    if (plan.pruned().isEmpty()) {
      disk.forceDirectory(queue);
      return;
    }
    PruneStatement planned = plan.statement();
    PruneStatement statement =
        new PruneStatement(
            key.name(),
            planned.records(),
            planned.segment(),
            writeKept(),
            planned.chainHex(),
            TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
            key.print());
    if (PruneStatement.find(statement.print()) == null) {
      throw new IOException("a note that nobody could read, at the moment [" + now + "]");
    }
    name(planned.keptFile());
    try (OutputStream out = disk.create(queue.resolve(TEMPORARY))) {
      out.write(SignedNote.sign(statement.print(), key, signer).print());
    }
    name(PruneStatement.FILE);
    for (Path segment : plan.pruned()) {
      disk.delete(segment);
    }
    PruneNote before = plan.note();
    if (before != null) {
      disk.delete(before.kept());
    }
    disk.forceDirectory(queue);
  }

  private String writeKept() throws IOException, Contradiction, ExcerptReader.Broken {
    Path t = Objects.requireNonNull(plan.journal().tree());
    PrunedLeaves leaves = PrunedLeaves.of(t, plan.records());
    try (OutputStream out = disk.create(queue.resolve(TEMPORARY))) {
      KeptFile kept = new KeptFile(out, leaves, plan.isWhole() ? plan.records() - 1 : -1);
      PruneNote before = plan.note();
      if (before != null) {
        kept.add(before.kept());
      }
      for (Path segment : plan.pruned()) {
        kept.add(segment);
      }
      return kept.hex();
    }
  }

  private void name(String name) throws IOException {
    Path temporary = queue.resolve(TEMPORARY);
    disk.force(temporary);
    disk.rename(temporary, queue.resolve(name));
    disk.forceDirectory(queue);
  }
}
