package io.writ.config;

import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads public keys of the trust file: {@code alg} with {@code x} (Ed25519), {@code x} and {@code
 * y} (ES256) or {@code pub} (ML-DSA-65), as their JWKs have them.
 */
final class PinnedKeyReader {
  private static final Set<String> PRIVATE = Set.of("d", "k", "p", "q", "priv", "seed");
  private static final List<String> ALGORITHMS =
      Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::headerName).toList();

  private PinnedKeyReader() {}

  /** A list of keys, each with its own {@code kid}. */
  static PinnedKeys keys(YamlValue value, String what) throws ConfigurationRefused {
    Map<String, PublicKey> byKeyId = new LinkedHashMap<>();
    for (YamlValue item : value.items(what)) {
      YamlMap map = YamlMap.of(item, "key");
      YamlValue keyId = map.require("kid");
      if (!PinnedKeys.isKeyId(keyId.text("kid"))) {
        throw keyId.refused("kid must be 1 to 64 of [A-Za-z0-9._-]");
      }
      if (byKeyId.put(keyId.text("kid"), key(map, "kid")) != null) {
        throw keyId.refused("kid [" + keyId.text("kid") + "] is there twice; keep one");
      }
    }
    if (byKeyId.isEmpty()) {
      throw value.refused("[" + what + "] is an empty list; pin at least one");
    }
    return new PinnedKeys(byKeyId);
  }

  /**
   * One key.
   *
   * @param more keys of the mapping that are no matter of the key
   */
  static PublicKey key(YamlMap map, String... more) throws ConfigurationRefused {
    for (String name : map.values().keySet()) {
      if (PRIVATE.contains(name)) {
        throw map.refusedAt(
            name, "[" + name + "] is a private key; remove it, and replace the key everywhere");
      }
    }
    YamlValue alg = map.require("alg");
    SignatureAlgorithm algorithm = null;
    for (SignatureAlgorithm candidate : SignatureAlgorithm.values()) {
      if (candidate.headerName().equals(alg.text("alg"))) {
        algorithm = candidate;
      }
    }
    if (algorithm == null) {
      throw alg.refused("alg must be one of " + ALGORITHMS);
    }
    List<String> members =
        switch (algorithm) {
          case ED25519 -> List.of("x");
          case ES256 -> List.of("x", "y");
          case ML_DSA_65 -> List.of("pub");
        };
    List<String> known = new ArrayList<>(List.of(more));
    known.add("alg");
    known.addAll(members);
    map.checkKeys(known);
    int length = algorithm.publicKeyLength() / members.size();
    byte[] key = new byte[algorithm.publicKeyLength()];
    for (int i = 0; i < members.size(); i++) {
      byte[] part = bytes(map.require(members.get(i)), members.get(i), length);
      System.arraycopy(part, 0, key, i * length, length);
    }
    return new PublicKey(algorithm, key);
  }

  private static byte[] bytes(YamlValue value, String name, int length)
      throws ConfigurationRefused {
    try {
      byte[] bytes = Base64Url.decode(value.text(name));
      if (bytes.length != length) {
        throw value.refused(name + " has [" + bytes.length + "] bytes, must have [" + length + "]");
      }
      return bytes;
    } catch (EncodingRefused e) {
      throw value.refused(name + " " + e.problem());
    }
  }
}
