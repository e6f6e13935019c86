package io.writ.cli;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code writ keygen FILE.pem}. */
@Command(
    name = "keygen",
    description = "Makes a key: FILE (private, mode 0600) and its public .jwk beside it.",
    mixinStandardHelpOptions = true)
final class Keygen implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The private key's file, for example issuer.pem.")
  private Path file = Path.of("");

  @Option(
      names = "--algorithm",
      converter = AlgorithmName.class,
      paramLabel = "NAME",
      defaultValue = "Ed25519",
      description = "Ed25519 (the default), ES256 or ML-DSA-65.")
  private SignatureAlgorithm algorithm = SignatureAlgorithm.ED25519;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable NewPassphrase passphrase;

  Keygen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure {
    KeyFiles.checkFree(file);
    SigningKey key = SigningKey.generate(algorithm, terminal.random());
    KeyFiles.writePair(file, pem(key), key.publicKey());
    terminal.out().println("private " + file);
    terminal.out().println("public  " + KeyFiles.publicPath(file));
    terminal.out().println("thumbprint " + key.publicKey().thumbprint());
    return Exit.OK;
  }

  private String pem(SigningKey key) throws IOException, Failure {
    char[] secret = passphrase == null ? null : passphrase.read(terminal);
    if (secret == null) {
      return key.toPem();
    }
    try {
      return key.toPem(secret, terminal.random());
    } finally {
      Arrays.fill(secret, '\0');
    }
  }
}
