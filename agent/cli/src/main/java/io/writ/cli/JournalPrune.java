package io.writ.cli;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalVerdict;
import io.writ.replay.PrunePlan;
import io.writ.replay.Pruning;
import io.writ.replay.RetentionDisk;
import io.writ.replay.SealVerdict;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code journal prune}: old segments go, and what stays is proven as before. */
@Command(
    name = "prune",
    description = {
      "Deletes the oldest segments of journals, and signs that it did.",
      "What stays verifies with the public half of the key: [verify --retention-key JWK]. An agent"
          + " may run meanwhile."
    },
    mixinStandardHelpOptions = true)
final class JournalPrune implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "ROOT_OR_JOURNAL",
      description = "A journal root, or one journal's directory.")
  private Path path = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "The retention key, Ed25519, which seals no journal.")
  private Path key = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private @Nullable PruneAge age;

  @Option(names = "--dry-run", description = "Change nothing; say what would be deleted.")
  private boolean isDry;

  @Mixin private JournalKeys keys = new JournalKeys();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  JournalPrune(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure {
    Instant now = terminal.clock().instant();
    if (age == null) {
      throw new Failure(Exit.USAGE, "--before or --older-than is missing");
    }
    Instant limit = age.limit(now);
    SigningKey signer = passphrase.readKey(key, terminal);
    if (signer.publicKey().algorithm() != SignatureAlgorithm.ED25519) {
      throw new Failure(
          Exit.INVALID,
          key
              + ": is for ["
              + signer.publicKey().algorithm().headerName()
              + "]; a retention key is Ed25519, made by [keygen]");
    }
    Path root = PruneTarget.rootOf(path);
    if (!Files.isDirectory(root)) {
      throw new Failure(Exit.IO, "cannot read the journal [" + path + ": no such directory]");
    }
    if (isDry) {
      return prune(root, signer, limit, now);
    }
    try (PruneLock ignored = PruneLock.take(root)) {
      return prune(root, signer, limit, now);
    }
  }

  private int prune(Path root, SigningKey signer, Instant limit, Instant now)
      throws IOException, Failure {
    PruneTarget target;
    try {
      target = PruneTarget.read(root, keys.trust(signer.publicKey()));
    } catch (IOException e) {
      throw new Failure(Exit.IO, JournalArguments.unreadable(e));
    }
    Path asked = path.toAbsolutePath().normalize();
    int code = Exit.OK;
    for (int i = 0; i < target.journals().size(); i++) {
      if (asked.equals(root) || target.journals().get(i).name().equals(asked)) {
        code = Math.max(code, prune(target, i, signer, limit, now));
      }
    }
    return code;
  }

  /** The exit code of one journal; the others go on. */
  private int prune(PruneTarget target, int number, SigningKey signer, Instant limit, Instant now) {
    JournalFiles journal = target.journals().get(number);
    JournalVerdict verdict = target.verdicts().get(number);
    String refusal = refusal(verdict, signer);
    if (refusal != null) {
      say("refused", journal, refusal);
      return Exit.INVALID;
    }
    try {
      PrunePlan plan = PrunePlan.of(journal, verdict, limit, target.endOf(number));
      if (plan.isEmpty()) {
        String when = limit.truncatedTo(ChronoUnit.SECONDS).toString();
        say("unchanged", journal, "no segment that may go ended before " + when);
        return Exit.OK;
      }
      if (!isDry) {
        Pruning.carryOut(plan, verdict, signer, now, RetentionDisk.real());
      }
      String gone =
          String.format(
              Locale.ROOT,
              "records 0 to %d are %s; %d segments, %d bytes",
              plan.records() - 1,
              isDry ? "to be pruned" : "pruned",
              plan.segments().size(),
              plan.bytes());
      say(isDry ? "would" : "pruned", journal, gone);
      return Exit.OK;
    } catch (IOException e) {
      say("failed", journal, JournalArguments.unreadable(e) + "; run the command again");
      return Exit.IO;
    }
  }

  /** Why nothing of it is pruned; null when something may be. */
  private static @Nullable String refusal(JournalVerdict verdict, SigningKey signer) {
    if (verdict.state() == JournalVerdict.State.TAMPERED) {
      return VerdictText.sentence(verdict);
    }
    SealVerdict seals = verdict.seals();
    if (!seals.isSealed()) {
      return "the journal has no checkpoint, so nothing would prove what stays";
    }
    try {
      for (String vkey : Arrays.asList(seals.key(), seals.lastKey())) {
        if (vkey != null && NoteKey.parse(vkey).key().equals(signer.publicKey())) {
          return "the key seals this journal; make one for retention alone with [keygen]";
        }
      }
      return null;
    } catch (NoteRefused e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void say(String word, JournalFiles journal, String what) {
    String name = ShownText.neutral(String.valueOf(journal.name()));
    terminal.out().println(String.format(Locale.ROOT, "%-9s %s: %s", word, name, what));
  }
}
