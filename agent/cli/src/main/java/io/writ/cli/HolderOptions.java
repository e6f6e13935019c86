package io.writ.cli;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Who holds the new link: a key that exists, or a fresh one. */
final class HolderOptions {
  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  private @Nullable SigningKey fresh;

  /** One of the two. */
  static final class Choice {
    @Option(names = "--holder", paramLabel = "JWK", description = "The holder's public key.")
    private @Nullable Path holder;

    @Option(
        names = "--holder-key-out",
        paramLabel = "FILE",
        description = "Make a key for the holder and write it here, its .jwk beside it.")
    private @Nullable Path keyOut;
  }

  /** The holder's public key; a fresh key is not written yet. */
  PublicKey publicKey(Terminal terminal) throws IOException, Failure {
    if (choice.holder != null) {
      return KeyFiles.readPublic(choice.holder);
    }
    fresh = SigningKey.generate(SignatureAlgorithm.ED25519, terminal.random());
    return fresh.publicKey();
  }

  /** Writes a fresh key, once the link that names it is made. */
  void save() throws IOException, Failure {
    if (fresh != null && choice.keyOut != null) {
      KeyFiles.writePair(choice.keyOut, fresh.toPem(), fresh.publicKey());
    }
  }
}
