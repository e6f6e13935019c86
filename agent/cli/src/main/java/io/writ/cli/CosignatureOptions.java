package io.writ.cli;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code cosign} and {@code approve} have in common: all but what is signed. */
final class CosignatureOptions {
  @Option(names = "--key", required = true, paramLabel = "PEM", description = "Co-signer's key.")
  private Path key = Path.of("");

  @Option(names = "--kid", required = true, description = "The key's id in trust files.")
  private String keyId = "";

  @Option(
      names = "--audience",
      required = true,
      paramLabel = "DOMAIN",
      description = "A trust domain where it counts; may be repeated.")
  private List<String> audience = new ArrayList<>();

  @Option(
      names = "--ttl",
      converter = Ttl.class,
      description = "Lifetime; default what is left of the root's.")
  private @Nullable Duration ttl;

  @Option(names = "--json", description = "Say nothing on standard error of what is signed.")
  private boolean isQuiet;

  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private ArtifactInput input = new ArtifactInput();

  /**
   * Says what is signed, signs it, and prints the artifact.
   *
   * @param call the one call, or null for all that the root grants
   */
  int sign(Terminal terminal, @Nullable CallOptions call) throws IOException, Failure, Rejected {
    String presented = input.read(terminal);
    List<LinkView> links = UnverifiedArtifact.readUnverified(presented).unverifiedLinks();
    // A co-signature is of the root: the links below it can come and go.
    LinkView root = links.get(0);
    Instant now = terminal.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Living.check(List.of(root), now);
    Duration lifetime = lifetime(root, now);
    CosignatureTerms terms =
        new CosignatureTerms(
            LinkIds.next(terminal, now),
            now,
            lifetime,
            audience,
            call == null ? null : call.requestHash(root, "link[0]"));
    if (!isQuiet) {
      terminal.err().println(notice(root, call, now.plus(lifetime)));
      // Before a passphrase is asked for: who sees what is signed can still leave.
      terminal.err().flush();
    }
    terminal
        .out()
        .println(ArtifactIssuer.cosign(presented, keyId, terms, passphrase.readKey(key, terminal)));
    return Exit.OK;
  }

  private Duration lifetime(LinkView root, Instant now) throws Failure {
    if (ttl == null) {
      // Whole seconds, as the claims have them; the root has at least one left.
      return Duration.ofSeconds(root.expiresAt().getEpochSecond() - now.getEpochSecond());
    }
    if (ttl.compareTo(Lifetimes.CAP) > 0) {
      throw new Failure(
          Exit.USAGE,
          "--ttl [" + ttl + "]: a co-signature lives for at most [" + Lifetimes.CAP + "]");
    }
    return ttl;
  }

  private static String notice(LinkView root, @Nullable CallOptions call, Instant until)
      throws Failure {
    String subject = root.subject();
    String whose = " for " + (subject == null ? "nobody named" : subject) + ": ";
    Instant end = until.isBefore(root.expiresAt()) ? until : root.expiresAt();
    return Terminal.printable(
        (call == null
                ? "co-signing" + whose + String.join(", ", root.tools().keySet())
                : "approving" + whose + call.describe() + ", once")
            + "; until "
            + end);
  }
}
