package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.file.Path;
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
          + " named with its place; exit code 1. What only the runtime can know, its conditions and"
          + " its policy, is taken to be as the artifact demands."
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
    Inspection inspection =
        Examination.of(
            input.read(terminal),
            trust == null ? null : TrustFile.read(trust),
            terminal.clock().instant());
    if (json) {
      terminal.out().println(JsonWriter.write(InspectionJson.of(inspection)));
    } else {
      InspectionText.lines(inspection).forEach(terminal.out()::println);
    }
    return inspection.rejected() == null ? Exit.OK : Exit.INVALID;
  }
}
