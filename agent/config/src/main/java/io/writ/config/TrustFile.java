package io.writ.config;

import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trust file: who this runtime is, whose roots it accepts, and how long links may live.
 *
 * @param anchors the pinned authorities, at least one
 */
public record TrustFile(RuntimeIdentity runtime, PinnedKeys anchors, Lifetimes lifetimes) {
  private static final Set<String> PRIVATE = Set.of("d", "k", "p", "q", "priv", "seed");

  /** Reads a file. */
  public static TrustFile read(Path file) throws ConfigurationRefused {
    return read(file.toString(), ConfigurationFile.read(file, "trust"));
  }

  /**
   * The trust that the bytes hold.
   *
   * @param source the file's name, for messages
   */
  public static TrustFile read(String source, byte[] utf8) throws ConfigurationRefused {
    YamlMap document = YamlDocument.read(source, utf8);
    document.checkKeys(List.of("runtime", "lifetimes", "authorities"));
    return new TrustFile(
        runtime(YamlMap.of(document.require("runtime"), "runtime")),
        anchors(document.require("authorities")),
        lifetimes(document.find("lifetimes")));
  }

  private static RuntimeIdentity runtime(YamlMap map) throws ConfigurationRefused {
    map.checkKeys(List.of("id", "audience"));
    YamlValue id = map.require("id");
    if (!RuntimeName.isFull(id.text("id"))) {
      throw id.refused("id must be [scheme://domain/path], for example [spiffe://example.org/pay]");
    }
    return new RuntimeIdentity(id.text("id"), map.require("audience").text("audience").strip());
  }

  private static PinnedKeys anchors(YamlValue value) throws ConfigurationRefused {
    Map<String, PublicKey> byKeyId = new LinkedHashMap<>();
    for (YamlValue item : value.items("authorities")) {
      YamlMap map = YamlMap.of(item, "authority");
      refusePrivate(map);
      map.checkKeys(List.of("kid", "alg", "x"));
      YamlValue keyId = map.require("kid");
      if (!PinnedKeys.isKeyId(keyId.text("kid"))) {
        throw keyId.refused("kid must be 1 to 64 of [A-Za-z0-9._-]");
      }
      if (byKeyId.put(keyId.text("kid"), key(map)) != null) {
        throw keyId.refused("kid [" + keyId.text("kid") + "] is there twice; keep one");
      }
    }
    if (byKeyId.isEmpty()) {
      throw value.refused("[authorities] is an empty list; pin at least one");
    }
    return new PinnedKeys(byKeyId);
  }

  private static void refusePrivate(YamlMap map) throws ConfigurationRefused {
    for (String name : map.values().keySet()) {
      if (PRIVATE.contains(name)) {
        throw map.refusedAt(
            name, "[" + name + "] is a private key; remove it, and replace the key everywhere");
      }
    }
  }

  private static PublicKey key(YamlMap map) throws ConfigurationRefused {
    YamlValue alg = map.require("alg");
    if (!alg.text("alg").equals(SignatureAlgorithm.ED25519.headerName())) {
      throw alg.refused("alg must be [Ed25519]");
    }
    YamlValue x = map.require("x");
    try {
      byte[] bytes = Base64Url.decode(x.text("x"));
      if (bytes.length != SignatureAlgorithm.ED25519.publicKeyLength()) {
        throw x.refused("x has [" + bytes.length + "] bytes, must have [32]");
      }
      return new PublicKey(SignatureAlgorithm.ED25519, bytes);
    } catch (EncodingRefused e) {
      throw x.refused("x " + e.problem());
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
