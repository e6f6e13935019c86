package io.writ.cli;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code writ attenuate}: one more link, narrower than the last. */
@Command(
    name = "attenuate",
    description = {
      "Delegates: adds a narrower link and prints the longer artifact, one line of JSON.",
      "With --allow the new link has exactly the actions named; arguments that no --where names"
          + " keep the constraint that they had."
    },
    mixinStandardHelpOptions = true)
final class Attenuate implements Callable<Integer> {
  /** What a runtime accepts for a leaf unless it is told otherwise. */
  private static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

  private final Terminal terminal;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "The private key of the last link's holder.")
  private Path key = Path.of("");

  @Option(names = "--audience", paramLabel = "DOMAIN", description = "Keep only these.")
  private @Nullable List<String> audience;

  @Option(names = "--runtime", paramLabel = "ID", description = "A runtime inside the parent's.")
  private @Nullable String runtime;

  @Option(names = "--max-depth", paramLabel = "N", description = "At most the parent's.")
  private @Nullable Integer maxDepth;

  @Option(
      names = "--ttl",
      converter = Ttl.class,
      description = "Lifetime; default 5m, or what is left of the parent's.")
  private @Nullable Duration ttl;

  @Mixin private ConditionOptions conditions = new ConditionOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private HolderOptions holder = new HolderOptions();
  @Mixin private ArtifactInput input = new ArtifactInput();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private @Nullable List<Allowed> allowed;

  Attenuate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected {
    String presented = input.read(terminal);
    List<LinkView> links = UnverifiedArtifact.readUnverified(presented).unverifiedLinks();
    LinkView parent = links.get(links.size() - 1);
    Instant now = terminal.clock().instant();
    Living.check(links, now);
    Instant end = expiresAt(now, parent.expiresAt());
    Narrowing narrowing =
        new Narrowing(
            LinkIds.next(terminal, now),
            holder.publicKey(terminal),
            now,
            conditions.notBefore(end),
            end,
            allowed == null ? null : Allowed.scope(allowed, parent.tools()),
            audience,
            runtime,
            maxDepth,
            conditions.environment());
    String artifact =
        ArtifactIssuer.attenuate(presented, narrowing, passphrase.readKey(key, terminal));
    holder.save();
    terminal.out().println(artifact);
    return Exit.OK;
  }

  private Instant expiresAt(Instant now, Instant parentExpiresAt) {
    if (ttl != null) {
      return now.plus(ttl);
    }
    Instant usual = now.plus(DEFAULT_TTL);
    return usual.isBefore(parentExpiresAt) ? usual : parentExpiresAt;
  }
}
