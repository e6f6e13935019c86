package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code writ trust add}: pins an authority in a trust file. */
@Command(name = "trust", description = "Writes trust files.", mixinStandardHelpOptions = true)
final class Trust {
  private final Terminal terminal;

  Trust(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Appends one line and reads the result back before it replaces the file, so that comments stay
   * and a file that is laid out otherwise is never spoilt.
   */
  @Command(
      name = "add",
      description = "Pins an authority's public key; makes the file when there is none.",
      mixinStandardHelpOptions = true)
  int add(
      @Option(names = "--file", required = true, description = "The trust file.") Path file,
      @Option(names = "--kid", required = true, description = "The key id.") String keyId,
      @Option(names = "--key", required = true, paramLabel = "JWK", description = "The public key.")
          Path key,
      @Option(names = "--runtime", paramLabel = "ID", description = "For a new file.")
          @Nullable String runtime,
      @Option(names = "--audience", paramLabel = "DOMAIN", description = "For a new file.")
          @Nullable String audience)
      throws IOException, ConfigurationRefused, Failure {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Failure(Exit.USAGE, "--kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    PublicKey publicKey = KeyFiles.readPublic(key);
    String line =
        "  - { kid: \""
            + keyId
            + "\", alg: "
            + publicKey.algorithm().headerName()
            + ", x: \""
            + Base64Url.encode(publicKey.bytes())
            + "\" }\n";
    String before =
        Files.exists(file) ? existing(file, runtime, audience) : head(runtime, audience);
    String after = (before.endsWith("\n") ? before : before + "\n") + line;
    check(file, after, keyId);
    Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "trust", ".yaml");
    Files.writeString(written, after);
    // Not a secret, and often read by another account than the one that writes it.
    Files.setPosixFilePermissions(
        written,
        Files.exists(file)
            ? Files.getPosixFilePermissions(file)
            : PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    terminal.out().println("pinned " + keyId + " " + publicKey.thumbprint() + " in " + file);
    return Exit.OK;
  }

  private static String existing(Path file, @Nullable String runtime, @Nullable String audience)
      throws IOException, ConfigurationRefused, Failure {
    if (runtime != null || audience != null) {
      throw new Failure(
          Exit.USAGE, file + ": exists; its runtime stays, leave out --runtime and --audience");
    }
    TrustFile.read(file);
    return Files.readString(file);
  }

  private static String head(@Nullable String runtime, @Nullable String audience) throws Failure {
    if (runtime == null || audience == null || !RuntimeName.isFull(runtime)) {
      throw new Failure(
          Exit.USAGE,
          "a new trust file needs --runtime [scheme://domain/path] and --audience [domain]");
    }
    return "runtime: { id: "
        + quoted(runtime)
        + ", audience: "
        + quoted(audience)
        + " }\n"
        + "authorities:\n";
  }

  /** YAML reads every JSON string as the same text. */
  private static String quoted(String text) {
    return JsonWriter.write(new JsonValue.Text(text));
  }

  private static void check(Path file, String after, String keyId)
      throws ConfigurationRefused, Failure {
    TrustFile result;
    try {
      result = TrustFile.read(file.toString(), after.getBytes(StandardCharsets.UTF_8));
    } catch (ConfigurationRefused e) {
      if (String.valueOf(e.getMessage()).endsWith("is there twice; keep one")) {
        throw e;
      }
      throw layout(file);
    }
    if (!result.authorities().byKeyId().containsKey(keyId)) {
      throw layout(file);
    }
  }

  private static Failure layout(Path file) {
    return new Failure(
        Exit.INVALID,
        file
            + ": [authorities] must be the last key, one line [  - {…}] per authority; add the key"
            + " by hand");
  }
}
