package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.FileSystemPaths;
import io.writ.config.PolicyReader;
import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Explanation;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.Policy;
import io.writ.core.revocation.GovernanceState;
import io.writ.crypto.Signatures;
import io.writ.policy.Call;
import io.writ.policy.PolicyDocument;
import io.writ.policy.ToolRefused;
import io.writ.policy.diff.SymbolicPolicy;
import io.writ.policy.explain.ExplanationText;
import io.writ.policy.explain.RecordedCall;
import io.writ.policy.learn.Surroundings;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy explain}: which rule, which clause, and the least that would allow it. */
@Command(
    name = "explain",
    description = {
      "Says how a policy decides one call and why: [explain JOURNAL --record SEQ --policy FILE] for"
          + " a recorded one, [explain --policy FILE --action ACTION NAME=VALUE…] for any.",
      "A denied call comes with the smallest grant that would allow it. Exit code 0 when the call is"
          + " allowed, 1 when it is denied."
    },
    mixinStandardHelpOptions = true)
final class PolicyExplain implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "JOURNAL | NAME=VALUE",
      description = "One journal, or each argument of the call; values as for [approve --arg].")
  private List<String> operands = new ArrayList<>();

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path policy = Path.of("");

  @Option(names = "--record", paramLabel = "SEQ", description = "The record's sequence number.")
  private @Nullable Long record;

  @Option(names = "--action", paramLabel = "ACTION", description = "The call's action.")
  private @Nullable String action;

  @Option(names = "--artifact", paramLabel = "FILE", description = "An artifact that is bound.")
  private @Nullable Path artifact;

  @Option(names = "--trust", paramLabel = "FILE", description = "The trust file to verify it by.")
  private @Nullable Path trust;

  @Mixin private KnownValues values = new KnownValues();

  PolicyExplain(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Rejected, Failure {
    if ((record == null) == (action == null)) {
      throw new Failure(Exit.USAGE, "give either --record with a JOURNAL or --action");
    }
    if ((artifact == null) != (trust == null)) {
      throw new Failure(Exit.USAGE, "--artifact and --trust go together");
    }
    Map<String, List<String>> actions = Catalogue.shipped().actions();
    try {
      return record == null ? ofCall(actions) : ofRecord(record, actions);
    } catch (ToolRefused e) {
      throw new Failure(Exit.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private int ofCall(Map<String, List<String>> actions)
      throws IOException, ConfigurationRefused, Rejected, Failure, ToolRefused {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (String operand : operands) {
      CallArgument argument = CallArgument.parse(operand);
      if (given.containsKey(argument.name())) {
        throw new Failure(
            Exit.USAGE, "argument [" + argument.name() + "] is there twice; keep one");
      }
      given.put(argument.name(), argument.value());
    }
    return explain(
        values.readHere(policy, actions),
        Call.of(String.valueOf(action), given, actions, new FileSystemPaths()),
        List.of());
  }

  private int ofRecord(long sequence, Map<String, List<String>> actions)
      throws IOException, ConfigurationRefused, Rejected, Failure, ToolRefused {
    List<JournalFiles> journals = new ArrayList<>();
    try {
      for (String operand : operands) {
        journals.addAll(JournalFiles.at(Path.of(operand)));
      }
    } catch (IOException e) {
      throw new Failure(Exit.IO, JournalArguments.unreadable(e));
    }
    if (journals.size() != 1) {
      throw new Failure(
          Exit.USAGE, "there are [" + journals.size() + "] journals; name the one with the record");
    }
    List<JournalRecord> found = new ArrayList<>();
    JournalVerdict verdict =
        JournalSet.verify(
                journals,
                candidate -> {
                  if (candidate.sequence() == sequence) {
                    found.add(candidate);
                  }
                },
                JournalArguments.unpinned())
            .verdicts()
            .get(0);
    if (found.isEmpty()) {
      throw new Failure(
          Exit.INVALID,
          "no record [" + sequence + "] among the decisions: " + VerdictText.sentence(verdict));
    }
    RecordedCall recorded = RecordedCall.of(found.get(0), actions);
    byte[] document = PolicyDocument.read(policy);
    Policy read =
        PolicyReader.read(
            policy.toString(),
            document,
            new Surroundings(verdict.genesis())
                .context(actions, SymbolicPolicy.environmentNames(document)));
    List<String> notes = new ArrayList<>(recorded.notes());
    notes.add(0, "recorded as " + found.get(0).verdict().word() + reason(found.get(0)));
    return explain(read, recorded.call(), notes);
  }

  private static String reason(JournalRecord record) {
    String rule = record.rule();
    return (record.reason() == null ? "" : " " + record.reason())
        + (rule == null ? "" : " by rule [" + rule + "]");
  }

  private int explain(Policy read, Call call, List<String> notes)
      throws IOException, ConfigurationRefused, Rejected {
    Instant now = terminal.clock().instant();
    GovernanceState governance = GovernanceState.NONE;
    Authority bound = null;
    if (artifact != null && trust != null) {
      TrustFile terms = TrustFile.read(trust);
      governance = TrustedLists.all(terms, now);
      bound =
          new Authority(
              new ArtifactVerifier(
                      new Signatures(),
                      // Where it runs only the runtime can know.
                      terms.terms(
                          PolicyPin.of(read.id(), read.digest()), Environment.insecureAssumed()),
                      Instant.EPOCH)
                  .verify(ArtifactInput.read(artifact), now, governance, 0),
              Long.MAX_VALUE,
              Long.MAX_VALUE);
    }
    Explanation explanation =
        Explanation.of(
            new ActionRules(read, call.action()), call.arguments(), bound, 0, governance);
    List<String> lines = new ArrayList<>(new ExplanationText(read, call, explanation).lines());
    lines.addAll(2, notes.stream().map(note -> "note    " + note).toList());
    lines.forEach(line -> terminal.out().println(Terminal.printable(line)));
    return explanation.verdict().isAllowed() ? Exit.OK : Exit.INVALID;
  }
}
