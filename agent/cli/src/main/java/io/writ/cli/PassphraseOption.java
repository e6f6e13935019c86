package io.writ.cli;

import io.writ.crypto.KeyRefused;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that signs has the passphrase of its key from. */
final class PassphraseOption {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Its first line is the passphrase of an encrypted key; without it the console is asked.")
  private @Nullable Path file;

  /** The private key of a file. A passphrase is asked for only when the key has one. */
  SigningKey readKey(Path path, Terminal terminal) throws IOException, Failure {
    String pem = KeyFiles.readPem(path);
    char[] passphrase = SigningKey.isEncrypted(pem) ? passphrase(path, terminal) : null;
    try {
      return SigningKey.fromPem(pem, passphrase);
    } catch (KeyRefused e) {
      throw new Failure(Exit.INVALID, path + ": " + e.getMessage());
    } finally {
      if (passphrase != null) {
        Arrays.fill(passphrase, '\0');
      }
    }
  }

  private char[] passphrase(Path path, Terminal terminal) throws IOException, Failure {
    if (file != null) {
      return PassphraseFile.read(file);
    }
    char[] typed = terminal.prompt().readSecret("passphrase of " + path + ": ");
    if (typed == null) {
      throw new Failure(
          Exit.USAGE, path + ": encrypted, and no console to ask; give --passphrase-file");
    }
    return typed;
  }
}
