package io.writ.cli;

import io.writ.api.Reason;
import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import io.writ.crypto.Signatures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code writ inspect}: who, what, until when, and each narrowing step. */
@Command(
    name = "inspect",
    description = {
      "Shows what an artifact says. Without --trust nothing in it is verified.",
      "With --trust it is verified as the runtime of that trust file would, and what is wrong is"
          + " named with its place; exit code 1."
    },
    mixinStandardHelpOptions = true)
final class Inspect implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--trust", paramLabel = "FILE", description = "Verify against this trust file.")
  private @Nullable Path trust;

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Mixin private ArtifactInput input = new ArtifactInput();

  Inspect(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Rejected {
    String presented = input.read(terminal);
    UnverifiedArtifact artifact = UnverifiedArtifact.readUnverified(presented);
    Verification verification = verify(presented);
    if (json) {
      terminal.out().println(JsonWriter.write(InspectionJson.of(artifact, verification)));
    } else {
      InspectionText.lines(artifact, verification).forEach(terminal.out()::println);
    }
    return verification.rejected() == null ? Exit.OK : Exit.INVALID;
  }

  /**
   * What the trust file says about the artifact.
   *
   * @param isAsked whether there is a trust file at all
   */
  record Verification(boolean isAsked, @Nullable Rejected rejected) {}

  private Verification verify(String presented) throws ConfigurationRefused, Rejected {
    if (trust == null) {
      return new Verification(false, null);
    }
    TrustFile file = TrustFile.read(trust);
    ArtifactVerifier verifier =
        new ArtifactVerifier(
            new Signatures(), file.terms(null, Environment.UNKNOWN), Instant.EPOCH);
    try {
      verifier.verify(presented, terminal.clock().instant());
      return new Verification(true, null);
    } catch (Rejected e) {
      // A proof is made for one use; an artifact at rest has none, and is good without.
      if (e.reason() == Reason.POSSESSION_NOT_PROVEN
          && Presentation.parse(presented).proof() == null) {
        return new Verification(true, null);
      }
      return new Verification(true, e);
    }
  }
}
