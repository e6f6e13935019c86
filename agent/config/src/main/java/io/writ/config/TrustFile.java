package io.writ.config;

import io.writ.core.artifact.Environment;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.Possession;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trust file: who this runtime is, whose signatures count for what, and how much an artifact
 * must bring. Paths in it are relative to its own directory.
 *
 * @param identityProof how the runtime shows who it is, or null when its word is enough
 * @param measuresCode whether the agent digests the class path at start, for conditions on {@code
 *     code_source}
 * @param isDevelopment whether a policy counts without a signature
 * @param policySigners whose policies count
 * @param authorities whose roots count; none for a runtime that only has a policy
 * @param cosigners whose co-signatures count
 * @param quorums that every artifact must meet
 * @param revocations null when none are configured
 */
public record TrustFile(
    RuntimeIdentity runtime,
    @Nullable IdentityProof identityProof,
    boolean measuresCode,
    boolean isDevelopment,
    PinnedKeys policySigners,
    PinnedKeys authorities,
    PinnedKeys cosigners,
    List<Quorum> quorums,
    Lifetimes lifetimes,
    Possession possession,
    @Nullable RevocationSettings revocations,
    List<StatusListSettings> statusLists) {

  /** Copies the lists. */
  public TrustFile {
    quorums = List.copyOf(quorums);
    statusLists = List.copyOf(statusLists);
  }

  /** Reads a file. */
  public static TrustFile read(Path file) throws ConfigurationRefused {
    return read(file.toString(), ConfigurationFile.read(file, "trust"));
  }

  /**
   * The trust that the bytes hold.
   *
   * @param source the file's name, for messages and for relative paths
   */
  public static TrustFile read(String source, byte[] utf8) throws ConfigurationRefused {
    YamlMap document = YamlDocument.read(source, utf8);
    document.checkKeys(
        List.of(
            "runtime",
            "level",
            "policy_signers",
            "lifetimes",
            "authorities",
            "cosigners",
            "quorum",
            "possession",
            "revocations",
            "status_lists"));
    YamlMap runtime = YamlMap.of(document.require("runtime"), "runtime");
    runtime.checkKeys(List.of("id", "audience", "key", "svid", "measure_code"));
    PinnedKeys policySigners = keys(document, "policy_signers");
    PinnedKeys authorities =
        policySigners.byKeyId().isEmpty()
            ? PinnedKeyReader.keys(document.require("authorities"), "authorities")
            : keys(document, "authorities");
    PinnedKeys pinnedCosigners = keys(document, "cosigners");
    return new TrustFile(
        identity(runtime),
        identityProof(runtime),
        measuresCode(runtime.find("measure_code")),
        isDevelopment(document.find("level")),
        policySigners,
        authorities,
        pinnedCosigners,
        quorums(document.find("quorum"), pinnedCosigners),
        lifetimes(document.find("lifetimes")),
        possession(document.find("possession")),
        revocations(document.find("revocations"), authorities),
        statusLists(document.find("status_lists")));
  }

  /**
   * The trust of somebody who tries things out: the policy counts without a signature, and no
   * artifact counts.
   */
  public static TrustFile development() {
    return new TrustFile(
        new RuntimeIdentity("spiffe://localhost/development", "localhost"),
        null,
        false,
        true,
        new PinnedKeys(Map.of()),
        new PinnedKeys(Map.of()),
        new PinnedKeys(Map.of()),
        List.of(),
        Lifetimes.DEFAULT,
        Possession.IF_DELEGABLE,
        null,
        List.of());
  }

  /** What the verifier of this runtime demands. */
  public VerifierTerms terms(@Nullable PolicyPin policy, Environment environment) {
    return new VerifierTerms(
        authorities,
        cosigners,
        quorums,
        runtime,
        lifetimes,
        possession,
        policy,
        environment,
        identityProof instanceof IdentityProof.ByKey byKey ? byKey.pinned() : null);
  }

  private static RuntimeIdentity identity(YamlMap map) throws ConfigurationRefused {
    YamlValue id = map.require("id");
    if (!RuntimeName.isFull(id.text("id"))) {
      throw id.refused("id must be [scheme://domain/path], for example [spiffe://example.org/pay]");
    }
    return new RuntimeIdentity(id.text("id"), map.require("audience").text("audience").strip());
  }

  private static PinnedKeys keys(YamlMap document, String name) throws ConfigurationRefused {
    YamlValue value = document.find(name);
    return value == null ? new PinnedKeys(Map.of()) : PinnedKeyReader.keys(value, name);
  }

  private static boolean isDevelopment(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value != null && !value.text("level").equals("development")) {
      throw value.refused("level must be [development], or be left out");
    }
    return value != null;
  }

  private static boolean measuresCode(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value != null && !value.isTruth()) {
      throw value.refused("measure_code must be one of [true, false]");
    }
    return value != null && value.truth();
  }

  private static @Nullable IdentityProof identityProof(YamlMap runtime)
      throws ConfigurationRefused {
    YamlValue key = runtime.find("key");
    YamlValue svid = runtime.find("svid");
    if (key != null && svid != null) {
      throw svid.refused("[svid] stands beside [key]; prove the runtime's id by one of them");
    }
    if (key != null) {
      YamlMap map = YamlMap.of(key, "key");
      YamlValue file = map.require("file");
      return new IdentityProof.ByKey(path(file), PinnedKeyReader.key(map, "file"));
    }
    if (svid != null) {
      YamlMap map = YamlMap.of(svid, "svid");
      map.checkKeys(List.of("certificate", "key", "bundle"));
      return new IdentityProof.BySvid(
          path(map.require("certificate")), path(map.require("key")), path(map.require("bundle")));
    }
    return null;
  }

  private static List<Quorum> quorums(@Nullable YamlValue value, PinnedKeys cosigners)
      throws ConfigurationRefused {
    List<Quorum> quorums = new ArrayList<>();
    if (value == null) {
      return quorums;
    }
    for (YamlValue item : value.isList() ? value.items("quorum") : List.of(value)) {
      YamlMap map = YamlMap.of(item, "quorum");
      map.checkKeys(List.of("k", "of"));
      Set<String> thumbprints = new LinkedHashSet<>();
      for (YamlValue keyId : map.require("of").items("of")) {
        PublicKey key = cosigners.find(keyId.text("kid"));
        if (key == null) {
          throw keyId.refused("[" + keyId.text("kid") + "] is not the kid of one of [cosigners]");
        }
        if (!thumbprints.add(key.thumbprint())) {
          throw keyId.refused("[" + keyId.text("kid") + "] is a key that is there twice");
        }
      }
      YamlValue k = map.require("k");
      BigDecimal number = k.number("k");
      if (number.scale() != 0
          || number.signum() <= 0
          || number.compareTo(BigDecimal.valueOf(thumbprints.size())) > 0) {
        throw k.refused("k must be from [1] to the [" + thumbprints.size() + "] keys of [of]");
      }
      quorums.add(new Quorum(number.intValueExact(), thumbprints));
    }
    return quorums;
  }

  private static Possession possession(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value == null) {
      return Possession.IF_DELEGABLE;
    }
    return switch (value.text("possession")) {
      case "always" -> Possession.ALWAYS;
      case "if-delegable" -> Possession.IF_DELEGABLE;
      default -> throw value.refused("possession must be one of [always, if-delegable]");
    };
  }

  private static @Nullable RevocationSettings revocations(
      @Nullable YamlValue value, PinnedKeys authorities) throws ConfigurationRefused {
    if (value == null) {
      return null;
    }
    YamlMap map = YamlMap.of(value, "revocations");
    map.checkKeys(List.of("file", "signers"));
    YamlValue signers = map.find("signers");
    if (signers == null) {
      return new RevocationSettings(path(map.require("file")), authorities);
    }
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    for (YamlValue keyId : signers.items("signers")) {
      PublicKey key = authorities.find(keyId.text("kid"));
      if (key == null) {
        throw keyId.refused("[" + keyId.text("kid") + "] is not the kid of one of [authorities]");
      }
      keys.put(keyId.text("kid"), key);
    }
    if (keys.isEmpty()) {
      throw signers.refused("[signers] is an empty list; leave it out to mean all [authorities]");
    }
    return new RevocationSettings(path(map.require("file")), new PinnedKeys(keys));
  }

  private static List<StatusListSettings> statusLists(@Nullable YamlValue value)
      throws ConfigurationRefused {
    List<StatusListSettings> lists = new ArrayList<>();
    if (value == null) {
      return lists;
    }
    Set<String> uris = new LinkedHashSet<>();
    for (YamlValue item : value.items("status_lists")) {
      YamlMap map = YamlMap.of(item, "status list");
      YamlValue uri = map.require("uri");
      if (!uris.add(uri.text("uri"))) {
        throw uri.refused("uri [" + uri.text("uri") + "] is there twice; keep one");
      }
      PublicKey key = PinnedKeyReader.key(map, "uri", "file");
      lists.add(new StatusListSettings(uri.text("uri"), path(map.require("file")), key));
    }
    return lists;
  }

  private static Path path(YamlValue value) throws ConfigurationRefused {
    try {
      Path path = Path.of(value.text("path"));
      return Path.of(value.source()).resolveSibling(path);
    } catch (InvalidPathException e) {
      throw value.refused("[" + value.text("path") + "] is not a path");
    }
  }

  private static Lifetimes lifetimes(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value == null) {
      return Lifetimes.DEFAULT;
    }
    YamlMap map = YamlMap.of(value, "lifetimes");
    map.checkKeys(List.of("leaf", "root"));
    return new Lifetimes(
        lifetime(map.find("leaf"), "leaf", Lifetimes.DEFAULT.leaf()),
        lifetime(map.find("root"), "root", Lifetimes.DEFAULT.root()));
  }

  private static Duration lifetime(@Nullable YamlValue value, String name, Duration absent)
      throws ConfigurationRefused {
    if (value == null) {
      return absent;
    }
    try {
      Duration lifetime = Duration.parse(value.text(name));
      if (lifetime.compareTo(Duration.ofSeconds(1)) >= 0
          && lifetime.compareTo(Lifetimes.CAP) <= 0) {
        return lifetime;
      }
    } catch (DateTimeException e) {
      throw value.refused(name + " must be an ISO 8601 duration, for example [PT5M]");
    }
    throw value.refused(name + " must be from [PT1S] to [" + Lifetimes.CAP + "]");
  }
}
