package io.writ.bench;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether sealing keeps up: appends so many records a second for so many seconds, and prints every
 * second how many the newest checkpoint lacks.
 *
 * <pre>
 * sh bench/run.sh SealingPace 500000 60
 * </pre>
 */
public final class SealingPace {
  private static final long NANOS = 1_000_000_000;

  private SealingPace() {}

  /** Arguments: records a second, seconds, and the directory for the journal. */
  public static void main(String[] arguments) throws Exception {
    long rate = Long.parseLong(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    Path root = Files.createDirectories(Path.of(arguments[2]));
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    SegmentedJournal journal =
        SegmentedJournal.open(
            JournalOptions.of(root, "bench").sealed(SealOptions.of(key, new Signatures(), "boot")));
    Path checkpoint = journal.directory().resolve("t").resolve("checkpoint");
    RecordDraft draft = draft(journal);
    long worst = 0;
    long appended = 0;
    long start = System.nanoTime();
    for (long second = 1; second <= seconds; second++) {
      long due = second * rate;
      while (appended < due) {
        long allowed = Math.min(due, (System.nanoTime() - start) * rate / NANOS);
        if (appended >= allowed) {
          LockSupport.parkNanos(100_000);
        }
        for (; appended < allowed; appended++) {
          draft.executionLow = appended;
          long ignored = journal.append(draft);
        }
      }
      long lag = Math.max(0, appended - sealed(checkpoint));
      worst = Math.max(worst, lag);
      double behind = (System.nanoTime() - start - second * NANOS) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "second %d: %d records, %d not sealed (%.0f ms of them), the writer %.0f ms late%n",
          second,
          appended,
          lag,
          lag * 1e3 / rate,
          behind);
    }
    long end = System.nanoTime();
    journal.close();
    System.out.printf(
        Locale.ROOT,
        "%d records in %.1f s, at most %d not sealed; closing sealed the rest in %.0f ms%n",
        appended,
        (end - start) / 1e9,
        worst,
        (System.nanoTime() - end) / 1e6);
  }

  private static RecordDraft draft(SegmentedJournal journal) {
    RecordDraft draft = new RecordDraft();
    draft.executionHigh = journal.runtimeIdHigh();
    draft.siteId = journal.intern(DictionaryKind.SITE, "com.acme.Payments#pay(J)V");
    draft.actionId = journal.intern(DictionaryKind.ACTION, "java:com.acme.Payments#pay(long)");
    draft.decision = RecordDraft.DENIED;
    draft.reason = 1;
    draft.policyDigest = new byte[32];
    return draft;
  }

  /** The second line of a checkpoint is its size. */
  private static long sealed(Path checkpoint) throws IOException {
    return Long.parseLong(Files.readAllLines(checkpoint, StandardCharsets.UTF_8).get(1));
  }
}
