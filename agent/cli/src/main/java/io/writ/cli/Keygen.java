package io.writ.cli;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code writ keygen FILE.pem}. */
@Command(
    name = "keygen",
    description = "Makes an Ed25519 key: FILE (private, mode 0600) and its public .jwk beside it.",
    mixinStandardHelpOptions = true)
final class Keygen implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The private key's file, for example issuer.pem.")
  private Path file = Path.of("");

  Keygen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, terminal.random());
    KeyFiles.writePair(file, key);
    terminal.out().println("private " + file);
    terminal.out().println("public  " + KeyFiles.publicPath(file));
    terminal.out().println("thumbprint " + key.publicKey().thumbprint());
    return Exit.OK;
  }
}
