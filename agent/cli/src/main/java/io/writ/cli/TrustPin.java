package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code writ trust pin}: one more key whose signatures count. */
@Command(
    name = "pin",
    aliases = "add",
    description =
        "Pins the public key of an authority, co-signer or policy signer; makes the file when there"
            + " is none.",
    mixinStandardHelpOptions = true)
final class TrustPin implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--file", required = true, description = "The trust file.")
  private Path file = Path.of("");

  @Option(names = "--kid", required = true, description = "The key id.")
  private String keyId = "";

  @Option(names = "--key", required = true, paramLabel = "JWK", description = "The public key.")
  private Path key = Path.of("");

  @Option(names = "--cosigner", description = "Pin it for co-signatures, not for roots.")
  private boolean isCosigner;

  @Option(names = "--policy-signer", description = "Pin it for policies, not for roots.")
  private boolean isPolicySigner;

  @Option(names = "--runtime", paramLabel = "ID", description = "For a new file.")
  private @Nullable String runtime;

  @Option(names = "--audience", paramLabel = "DOMAIN", description = "For a new file.")
  private @Nullable String audience;

  TrustPin(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Failure {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Failure(Exit.USAGE, "--kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    if (isCosigner && isPolicySigner) {
      throw new Failure(
          Exit.USAGE, "--cosigner stands beside --policy-signer; pin the key once for each");
    }
    PublicKey publicKey = KeyFiles.readPublic(key);
    ReplacedFile replaced = ReplacedFile.read(file);
    String before = replaced.before();
    TrustEdit edit = new TrustEdit(file, before == null ? newFile(publicKey) : existing(before));
    if (before != null) {
      edit.pin(list(), keyId, publicKey);
    }
    edit.save(replaced);
    terminal.out().println("pinned " + keyId + " " + publicKey.thumbprint() + " in " + file);
    return Exit.OK;
  }

  private TrustEdit.Keys list() {
    if (isPolicySigner) {
      return TrustEdit.Keys.POLICY_SIGNERS;
    }
    return isCosigner ? TrustEdit.Keys.COSIGNERS : TrustEdit.Keys.AUTHORITIES;
  }

  private String existing(String text) throws Failure {
    if (runtime != null || audience != null) {
      throw new Failure(
          Exit.USAGE, file + ": exists; its runtime stays, leave out --runtime and --audience");
    }
    return text;
  }

  private String newFile(PublicKey publicKey) throws Failure {
    if (isCosigner) {
      throw new Failure(
          Exit.USAGE, file + ": does not exist; pin an authority first, without --cosigner");
    }
    if (runtime == null || audience == null || !RuntimeName.isFull(runtime)) {
      throw new Failure(
          Exit.USAGE,
          "a new trust file needs --runtime [scheme://domain/path] and --audience [domain]");
    }
    return TrustEdit.newFile(runtime, audience, list(), keyId, publicKey);
  }
}
