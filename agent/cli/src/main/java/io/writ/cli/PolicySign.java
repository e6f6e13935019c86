package io.writ.cli;

import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyReader;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.SignedPolicy;
import io.writ.crypto.SigningKey;
import io.writ.policy.diff.SymbolicPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code writ policy sign}: the document in its envelope, beside it or in place of an older one.
 */
@Command(
    name = "sign",
    description = {
      "Signs a policy document and writes the signed policy, which runtimes follow.",
      "A runtime that names the written file takes a newer version within a second, without a"
          + " restart."
    },
    mixinStandardHelpOptions = true)
final class PolicySign implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "POLICY", description = "The policy document.")
  private Path policy = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "PEM", description = "Signer's key.")
  private Path key = Path.of("");

  @Option(
      names = "--kid",
      required = true,
      description = "The key's id under policy_signers of trust files.")
  private String keyId = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: the document's name with .jwt for its ending.")
  private @Nullable Path out;

  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  PolicySign(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected, ConfigurationRefused {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Failure(Exit.USAGE, "--kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    byte[] document = ConfigurationFile.read(policy, "policy");
    PolicyReader.Heading heading = PolicyReader.readHeading(policy.toString(), document);
    // Variables get their values where the policy runs; all else can be wrong here already.
    SymbolicPolicy.read(
        policy.toString(), document, Catalogue.shipped().actions(), Map.of(), Map.of());
    ReplacedFile replaced = ReplacedFile.read(out == null ? beside(policy) : out);
    checkNewer(replaced, heading, document);
    SigningKey signer = passphrase.readKey(key, terminal);
    SignedPolicy signed =
        new SignedPolicy(
            keyId,
            heading.id(),
            heading.version(),
            terminal.clock().instant(),
            new String(document, StandardCharsets.UTF_8));
    replaced.replace(signed.sign(signer) + "\n");
    terminal
        .out()
        .println(
            "signed "
                + heading.id()
                + " v"
                + heading.version()
                + " "
                + HexFormat.of().formatHex(Sha256.of(document))
                + " as "
                + keyId
                + " in "
                + (out == null ? beside(policy) : out));
    return Exit.OK;
  }

  /** A runtime would refuse it, and the operator would learn it from the runtime's stderr. */
  private static void checkNewer(
      ReplacedFile replaced, PolicyReader.Heading heading, byte[] document)
      throws Failure, Rejected {
    String before = replaced.before();
    if (before == null) {
      return;
    }
    if (!SignedPolicy.isSigned(before)) {
      throw new Failure(
          Exit.INVALID, "the file to write holds something that is no signed policy; name another");
    }
    SignedPolicy last = SignedPolicy.readUnverified(before);
    if (!last.id().equals(heading.id())) {
      throw new Failure(
          Exit.INVALID,
          "the file to write holds policy ["
              + last.id()
              + "], this is ["
              + heading.id()
              + "]; name another");
    }
    boolean isSame = Arrays.equals(last.documentBytes(), document);
    if (heading.version() <= last.version() && !isSame) {
      throw new Failure(
          Exit.INVALID,
          "version is ["
              + heading.version()
              + "], version ["
              + last.version()
              + "] is signed already; give it at least ["
              + (last.version() + 1)
              + "]");
    }
  }

  private static Path beside(Path policy) {
    String name = String.valueOf(policy.getFileName());
    int dot = name.lastIndexOf('.');
    return policy.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".jwt");
  }
}
