package io.writ.cli;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code writ prove}: the artifact with a proof that its presenter holds the last link's key. */
@Command(
    name = "prove",
    description = {
      "Proves possession: prints the artifact with a fresh proof, one line of JSON.",
      "A proof is good for 30 seconds, for one runtime and for one use; with --action for that call"
          + " only."
    },
    mixinStandardHelpOptions = true)
final class Prove implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "The private key of the last link's holder.")
  private Path key = Path.of("");

  @Option(
      names = "--runtime",
      required = true,
      paramLabel = "ID",
      description = "The runtime that is to accept the proof: its own id, no prefix.")
  private String runtime = "";

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable CallOptions call;

  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private ArtifactInput input = new ArtifactInput();

  Prove(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected {
    if (!RuntimeName.isFull(runtime)) {
      throw new Failure(
          Exit.USAGE, "--runtime [" + runtime + "] must be the id of one runtime, no prefix");
    }
    String presented = input.read(terminal);
    List<LinkView> links = UnverifiedArtifact.readUnverified(presented).unverifiedLinks();
    Instant now = terminal.clock().instant();
    Living.check(links, now);
    int last = links.size() - 1;
    LinkView leaf = links.get(last);
    if (!RuntimeName.covers(leaf.runtime(), runtime)) {
      throw new Failure(
          Exit.INVALID,
          "WRONG_RUNTIME: link["
              + last
              + "].may_act.sub is ["
              + leaf.runtime()
              + "] and does not cover --runtime ["
              + runtime
              + "]");
    }
    ProofTerms terms =
        new ProofTerms(
            LinkIds.next(terminal, now),
            now,
            runtime,
            call == null ? null : call.requestHash(leaf, "link[" + last + "]"));
    terminal
        .out()
        .println(ArtifactIssuer.prove(presented, terms, passphrase.readKey(key, terminal)));
    return Exit.OK;
  }
}
