package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code writ revoke}: the next version of a revocation list. */
@Command(
    name = "revoke",
    description = {
      "Takes back: adds to a signed revocation list, or makes one, and replaces its file.",
      "Runtimes whose trust file names the file follow within a second or two."
    },
    mixinStandardHelpOptions = true)
final class Revoke implements Callable<Integer> {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);
  private static final Duration DEFAULT_TTL = Duration.ofHours(1);

  private final Terminal terminal;

  @Parameters(paramLabel = "LIST", description = "The list's file.")
  private Path file = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "PEM", description = "Authority's key.")
  private Path key = Path.of("");

  @Option(names = "--kid", required = true, description = "The key's id in trust files.")
  private String keyId = "";

  @Option(names = "--renew", description = "Sign anew and add nothing; makes an empty list.")
  private boolean isRenewal;

  @Option(
      names = "--exp",
      converter = Ttl.class,
      description = "From then on the list is stale; default as it was, 24h for a new one.")
  private @Nullable Duration lifetime;

  @Option(
      names = "--ttl",
      converter = Ttl.class,
      description =
          "How long a runtime relies on it without reading it again; default as it was, 1h for a"
              + " new one.")
  private @Nullable Duration ttl;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Who may sign lists; without it, the key that is given.")
  private @Nullable Path trust;

  @Mixin private RevocationOptions options = new RevocationOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  Revoke(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected, ConfigurationRefused {
    Map<RevocationKind, Set<String>> added = options.read();
    if (added.isEmpty() != isRenewal) {
      throw new Failure(
          Exit.USAGE,
          isRenewal
              ? "--renew adds nothing; leave it out to revoke"
              : "nothing to revoke; name --link, --jwk, --authority, --policy or --transaction, or"
                  + " --renew");
    }
    SigningKey signer = passphrase.readKey(key, terminal);
    PinnedKeys signers = signers(signer);
    Instant now = terminal.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    ReplacedFile replaced = ReplacedFile.read(file);
    String before = replaced.before();
    RevocationList last = before == null ? null : last(before.strip(), signers, now);
    List<String> lines = new ArrayList<>();
    RevocationList next = next(last, added, lines, now);
    String text = next.sign(keyId, signer);
    // What a runtime would refuse must not take the place of what it has.
    RevocationList.verify(text, signers, new Signatures(), now);
    replaced.replace(text + "\n");
    lines.forEach(terminal.out()::println);
    terminal
        .out()
        .println("version " + next.version() + " of " + file + ", good until " + next.expiresAt());
    return Exit.OK;
  }

  private PinnedKeys signers(SigningKey signer) throws ConfigurationRefused, Failure {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Failure(Exit.USAGE, "--kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    if (trust == null) {
      return new PinnedKeys(Map.of(keyId, signer.publicKey()));
    }
    TrustFile trustFile = TrustFile.read(trust);
    RevocationSettings settings = trustFile.revocations();
    PinnedKeys signers = settings == null ? trustFile.authorities() : settings.signers();
    if (!signer.publicKey().equals(signers.find(keyId))) {
      throw new Failure(
          Exit.INVALID,
          trust
              + ": --kid ["
              + keyId
              + "] with this --key is none of those who may revoke "
              + signers.byKeyId().keySet());
    }
    return signers;
  }

  /** The list in the file. One that is over is as good to continue as any. */
  private RevocationList last(String text, PinnedKeys signers, Instant now)
      throws Failure, Rejected {
    Instant end = RevocationList.readUnverified(text).expiresAt();
    try {
      return RevocationList.verify(
          text, signers, new Signatures(), now.isBefore(end) ? now : end.minusSeconds(1));
    } catch (Rejected e) {
      throw new Failure(
          Exit.INVALID,
          file
              + ": "
              + e.reason()
              + ": "
              + e.detail()
              + (trust == null ? "; give --trust FILE if another key signed the list" : ""));
    }
  }

  private RevocationList next(
      @Nullable RevocationList last,
      Map<RevocationKind, Set<String>> added,
      List<String> lines,
      Instant now) {
    Map<RevocationKind, Set<String>> revoked = new EnumMap<>(RevocationKind.class);
    for (RevocationKind kind : RevocationKind.values()) {
      Set<String> ids = new LinkedHashSet<>();
      if (last != null) {
        ids.addAll(last.revoked().getOrDefault(kind, Set.of()));
      }
      for (String id : added.getOrDefault(kind, Set.of())) {
        String what = noun(kind) + " " + Terminal.printable(id);
        lines.add((ids.add(id) ? "revoked " : "revoked before: ") + what);
      }
      revoked.put(kind, ids);
    }
    Duration usualLifetime =
        last == null ? DEFAULT_LIFETIME : Duration.between(last.issuedAt(), last.expiresAt());
    Duration usualTtl = last == null ? DEFAULT_TTL : last.ttl();
    return new RevocationList(
        last == null ? 1 : last.version() + 1,
        now,
        now.plus(lifetime == null ? usualLifetime : lifetime),
        ttl == null ? usualTtl : ttl,
        revoked);
  }

  private static String noun(RevocationKind kind) {
    return switch (kind) {
      case LINK -> "link";
      case KEY -> "key";
      case AUTHORITY -> "authority";
      case POLICY -> "policy";
      case TRANSACTION -> "transaction";
    };
  }
}
