package io.writ.cli;

import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyReader;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.RootTerms;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.SignedPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a root says for itself and all links below it: on whose behalf, and under which rules. */
final class SharedOptions {
  @Option(names = "--subject", paramLabel = "NAME", description = "On whose behalf.")
  private @Nullable String subject;

  @Option(names = "--actor", paramLabel = "NAME", description = "Who acts for the subject (act).")
  private @Nullable String actor;

  @Option(names = "--transaction", paramLabel = "ID", description = "The txn claim.")
  private @Nullable String transaction;

  @Option(
      names = "--request-workload",
      paramLabel = "ID",
      description = "The workload that asked for it (req_wl).")
  private @Nullable String requestWorkload;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Count only in a runtime that runs this very policy document.")
  private @Nullable Path policy;

  @Option(
      names = "--governance",
      paramLabel = "MEMBERS",
      description = "ticket=…,class=…,purpose=…,retention=…: for the record.")
  private @Nullable String governance;

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable StatusOptions status;

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable QuorumOptions quorum;

  void addTo(RootTerms.Builder terms) throws IOException, Failure, ConfigurationRefused, Rejected {
    terms
        .subject(subject)
        .act(actor == null ? null : new JsonValue.Members(Map.of("sub", new JsonValue.Text(actor))))
        .transaction(transaction)
        .requestWorkload(requestWorkload)
        .policy(policy == null ? null : pin(policy))
        .governance(governance == null ? null : GovernanceText.parse(governance))
        .status(status == null ? null : status.read())
        .quorum(quorum == null ? null : quorum.read());
  }

  private static PolicyPin pin(Path file) throws ConfigurationRefused, Rejected {
    byte[] document = ConfigurationFile.read(file, "policy", SignedPolicy.MAX_CHARS);
    String text = new String(document, StandardCharsets.ISO_8859_1);
    if (SignedPolicy.isSigned(text)) {
      document = SignedPolicy.readUnverified(text).documentBytes();
    }
    return PolicyPin.of(
        PolicyReader.readHeading(file.toString(), document).id(), Sha256.of(document));
  }
}
