package io.writ.cli;

import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is revoked. */
final class RevocationOptions {
  private static final Pattern INDEXED = Pattern.compile("(.+)#([0-9]{1,2})");
  private static final Pattern POLICY_NAME = Pattern.compile("ni:///sha-256;[A-Za-z0-9_-]{43}");

  @Option(
      names = "--link",
      paramLabel = "ARTIFACT[#n]",
      description = "Link n of the artifact in this file, default the last, and all below it.")
  private @Nullable List<String> links;

  @Option(names = "--link-hash", paramLabel = "HASH", description = "The same by its hash.")
  private @Nullable List<String> linkHashes;

  @Option(
      names = "--key-thumbprint",
      paramLabel = "HASH",
      description = "A holder's key: all that names it.")
  private @Nullable List<String> keyThumbprints;

  @Option(names = "--jwk", paramLabel = "FILE", description = "The same by its public key.")
  private @Nullable List<Path> keys;

  @Option(
      names = "--authority",
      paramLabel = "HASH|JWK",
      description = "An authority's or co-signer's key, by thumbprint or file: all that it signed.")
  private @Nullable List<String> authorities;

  @Option(
      names = "--policy",
      paramLabel = "FILE|ni:…",
      description = "A policy document: runtimes that run it, and all that is pinned to it.")
  private @Nullable List<String> policies;

  @Option(
      names = "--transaction",
      paramLabel = "ID",
      description = "All that is done under this txn.")
  private @Nullable List<String> transactions;

  /** The ids by kind; kinds of which nothing is revoked are missing. */
  Map<RevocationKind, Set<String>> read() throws IOException, Failure, Rejected {
    Map<RevocationKind, Set<String>> revoked = new EnumMap<>(RevocationKind.class);
    for (String link : given(links)) {
      add(revoked, RevocationKind.LINK, linkHash(link));
    }
    for (String hash : given(linkHashes)) {
      add(revoked, RevocationKind.LINK, checked("--link-hash", hash));
    }
    for (String thumbprint : given(keyThumbprints)) {
      add(revoked, RevocationKind.KEY, checked("--key-thumbprint", thumbprint));
    }
    for (Path key : given(keys)) {
      add(revoked, RevocationKind.KEY, KeyFiles.readPublic(key).thumbprint());
    }
    for (String authority : given(authorities)) {
      add(revoked, RevocationKind.AUTHORITY, Thumbprint.of(authority));
    }
    for (String policy : given(policies)) {
      add(revoked, RevocationKind.POLICY, policyName(policy));
    }
    for (String transaction : given(transactions)) {
      if (transaction.isEmpty()) {
        throw new Failure(Exit.USAGE, "--transaction is empty; name the txn of an artifact");
      }
      add(revoked, RevocationKind.TRANSACTION, transaction);
    }
    return revoked;
  }

  private static <T> List<T> given(@Nullable List<T> option) {
    return option == null ? List.of() : option;
  }

  private static void add(
      Map<RevocationKind, Set<String>> revoked, RevocationKind kind, String id) {
    revoked.computeIfAbsent(kind, absent -> new LinkedHashSet<>()).add(id);
  }

  private static String linkHash(String named) throws IOException, Failure, Rejected {
    Matcher indexed = INDEXED.matcher(named);
    boolean isIndexed = indexed.matches();
    Path file = Path.of(isIndexed ? indexed.group(1) : named);
    List<String> hashes = UnverifiedArtifact.readUnverified(ArtifactInput.read(file)).linkHashes();
    int index = isIndexed ? Integer.parseInt(indexed.group(2)) : hashes.size() - 1;
    if (index >= hashes.size()) {
      throw new Failure(
          Exit.USAGE, "--link [" + named + "]: the artifact has [" + hashes.size() + "] links");
    }
    return hashes.get(index);
  }

  private static String checked(String option, String hash) throws Failure {
    if (!Thumbprint.isHash(hash)) {
      throw new Failure(
          Exit.USAGE, option + " [" + hash + "] must be a SHA-256 in base64url, 43 characters");
    }
    return hash;
  }

  private static String policyName(String nameOrFile) throws IOException, Failure {
    if (!nameOrFile.startsWith("ni:")) {
      byte[] digest = Sha256.of(Files.readAllBytes(Path.of(nameOrFile)));
      return PolicyPin.of("", digest).digest();
    }
    if (!POLICY_NAME.matcher(nameOrFile).matches()) {
      throw new Failure(
          Exit.USAGE,
          "--policy [" + nameOrFile + "] must be [ni:///sha-256;] and 43 characters of base64url");
    }
    return nameOrFile;
  }
}
