package io.writ.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The passphrase of a key that is being made. */
final class NewPassphrase {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Encrypt the private key; the passphrase is the first line of FILE.")
  private @Nullable Path file;

  @Option(
      names = "--passphrase",
      description = "Encrypt the private key; ask twice for the passphrase.")
  private boolean isAsked;

  /** The passphrase, which the caller wipes; null for {@code --passphrase=false}. */
  char @Nullable [] read(Terminal terminal) throws IOException, Failure {
    if (file != null) {
      return PassphraseFile.read(file);
    }
    return isAsked ? ask(terminal) : null;
  }

  private static char[] ask(Terminal terminal) throws Failure {
    char[] first = ask(terminal, "passphrase: ");
    char[] second = new char[0];
    boolean isTaken = false;
    try {
      if (first.length == 0) {
        throw new Failure(Exit.USAGE, "an empty passphrase; nothing was written");
      }
      second = ask(terminal, "once more: ");
      if (!Arrays.equals(first, second)) {
        throw new Failure(Exit.USAGE, "the two passphrases differ; nothing was written");
      }
      isTaken = true;
      return first;
    } finally {
      Arrays.fill(second, '\0');
      if (!isTaken) {
        Arrays.fill(first, '\0');
      }
    }
  }

  private static char[] ask(Terminal terminal, String question) throws Failure {
    char[] typed = terminal.prompt().readSecret(question);
    if (typed == null) {
      throw new Failure(Exit.USAGE, "--passphrase needs a console; give --passphrase-file");
    }
    return typed;
  }
}
