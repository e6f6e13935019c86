package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.RootTerms;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code writ issue}: a root link, signed by an authority. */
@Command(
    name = "issue",
    description = "Grants: signs a root link and prints the artifact, one line of JSON.",
    mixinStandardHelpOptions = true)
final class Issue implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--key", required = true, paramLabel = "PEM", description = "Authority's key.")
  private Path key = Path.of("");

  @Option(names = "--kid", required = true, description = "The key's id in trust files.")
  private String keyId = "";

  @Option(names = "--issuer", required = true, paramLabel = "URI", description = "Who grants.")
  private String issuer = "";

  @Option(
      names = "--audience",
      required = true,
      paramLabel = "DOMAIN",
      description = "A trust domain; may be repeated.")
  private List<String> audience = new ArrayList<>();

  @Option(
      names = "--runtime",
      required = true,
      paramLabel = "ID",
      description = "The runtime that may act, or a prefix ending in /.")
  private String runtime = "";

  @Option(
      names = "--ttl",
      converter = Ttl.class,
      defaultValue = "5m",
      description = "Lifetime, default ${DEFAULT-VALUE}. Runtimes refuse leaves beyond theirs.")
  private Duration ttl = Duration.ofMinutes(5);

  @Option(
      names = "--max-depth",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "How many links may follow, 0 to 8, default ${DEFAULT-VALUE}.",
        "Above 0 every use needs a proof of possession (writ prove)."
      })
  private int maxDepth;

  @Option(names = "--handoff", description = "Children may be equal to their parent.")
  private boolean handoff;

  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private ConditionOptions conditions = new ConditionOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private HolderOptions holder = new HolderOptions();

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<Allowed> allowed = new ArrayList<>();

  Issue(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected, ConfigurationRefused {
    Instant now = terminal.clock().instant();
    RootTerms.Builder terms =
        RootTerms.builder(
                LinkIds.next(terminal, now),
                issuer,
                now,
                ttl,
                audience,
                runtime,
                Allowed.scope(allowed, Map.of()),
                holder.publicKey(terminal))
            .maxDepth(maxDepth)
            .handoff(handoff)
            .environment(conditions.environment())
            .notBefore(conditions.notBefore(now.plus(ttl)));
    shared.addTo(terms);
    String artifact = ArtifactIssuer.mint(keyId, terms.build(), passphrase.readKey(key, terminal));
    holder.save();
    terminal.out().println(artifact);
    return Exit.OK;
  }
}
