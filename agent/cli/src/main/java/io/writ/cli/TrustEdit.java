package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes the keys of a trust file's text. Each change is read back, and must have changed these
 * keys and nothing else, before it counts: comments stay, and a file that is laid out otherwise is
 * never spoilt.
 */
final class TrustEdit {

  /** The lists of keys in a trust file. */
  enum Keys {
    AUTHORITIES("authorities"),
    COSIGNERS("cosigners"),
    POLICY_SIGNERS("policy_signers");

    private final String key;

    Keys(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }

    PinnedKeys of(TrustFile trust) {
      return switch (this) {
        case AUTHORITIES -> trust.authorities();
        case COSIGNERS -> trust.cosigners();
        case POLICY_SIGNERS -> trust.policySigners();
      };
    }
  }

  private final Path file;
  private String text;
  private TrustFile trust;

  /**
   * @param text that the file has, or is to have
   */
  TrustEdit(Path file, String text) throws ConfigurationRefused {
    this.file = file;
    this.text = text;
    this.trust = read(text);
  }

  private TrustFile read(String changed) throws ConfigurationRefused {
    return TrustFile.read(file.toString(), changed.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole file, with its first key. */
  static String newFile(String runtime, String audience, Keys keys, String keyId, PublicKey key) {
    return "runtime: { id: "
        + quoted(runtime)
        + ", audience: "
        + quoted(audience)
        + " }\n"
        + keys.key()
        + ":\n  - "
        + entry(keyId, key)
        + "\n";
  }

  /** YAML reads every JSON string as the same text. */
  private static String quoted(String text) {
    return JsonWriter.write(new JsonValue.Text(text));
  }

  private static String entry(String keyId, PublicKey key) {
    StringBuilder entry =
        new StringBuilder("{ kid: " + quoted(keyId) + ", alg: " + key.algorithm().headerName());
    for (Map.Entry<String, JsonValue> member : key.toJwk().byName().entrySet()) {
      if (List.of("x", "y", "pub").contains(member.getKey())) {
        entry.append(", ").append(member.getKey()).append(": ");
        entry.append(JsonWriter.write(member.getValue()));
      }
    }
    return entry.append(" }").toString();
  }

  String text() {
    return text;
  }

  TrustFile trust() {
    return trust;
  }

  /** Pins one more key. */
  void pin(Keys keys, String keyId, PublicKey key) throws ConfigurationRefused, Failure {
    Map<String, PublicKey> expected = new LinkedHashMap<>(keys.of(trust).byKeyId());
    boolean isNewList = expected.isEmpty();
    expected.put(keyId, key);
    String ended = text.endsWith("\n") ? text : text + "\n";
    TrustLines lines = TrustLines.find(text, keys.key());
    if (lines == null && !isNewList) {
      throw layout(keys);
    }
    change(
        keys,
        lines == null
            ? ended + keys.key() + ":\n  - " + entry(keyId, key) + "\n"
            : lines.with(entry(keyId, key)),
        expected);
  }

  /** Takes a key out. */
  void retire(Keys keys, String keyId) throws ConfigurationRefused, Failure {
    Map<String, PublicKey> expected = new LinkedHashMap<>(keys.of(trust).byKeyId());
    // Keys are in the order of the file, so that the entry is found without reading it.
    int index = new ArrayList<>(expected.keySet()).indexOf(keyId);
    expected.remove(keyId);
    TrustLines lines = TrustLines.find(text, keys.key());
    if (lines == null || lines.size() != expected.size() + 1) {
      throw layout(keys);
    }
    change(keys, lines.without(index), expected);
  }

  private void change(Keys keys, String changed, Map<String, PublicKey> expected)
      throws ConfigurationRefused, Failure {
    TrustFile after = read(changed);
    for (Keys list : Keys.values()) {
      Map<String, PublicKey> wanted = list == keys ? expected : list.of(trust).byKeyId();
      if (!list.of(after).byKeyId().equals(wanted)) {
        throw layout(keys);
      }
    }
    if (!isRestEqual(after)) {
      throw layout(keys);
    }
    text = changed;
    trust = after;
  }

  private boolean isRestEqual(TrustFile after) {
    return trust.runtime().equals(after.runtime())
        && Objects.equals(trust.identityProof(), after.identityProof())
        && trust.measuresCode() == after.measuresCode()
        && trust.isDevelopment() == after.isDevelopment()
        && trust.quorums().equals(after.quorums())
        && trust.lifetimes().equals(after.lifetimes())
        && trust.possession() == after.possession()
        && trust.statusLists().equals(after.statusLists())
        && areRevocationsEqual(trust.revocations(), after.revocations());
  }

  /** Who may revoke is a list of its own, or follows the authorities. */
  private static boolean areRevocationsEqual(
      @Nullable RevocationSettings before, @Nullable RevocationSettings after) {
    if (before == null) {
      return after == null;
    }
    return after != null && before.file().equals(after.file());
  }

  private Failure layout(Keys keys) {
    return new Failure(
        Exit.INVALID,
        file
            + ": ["
            + keys.key()
            + "] must be a list of one line [  - {…}] per key, to be changed by a program; change"
            + " it by hand");
  }

  /** Replaces the file. */
  void save(ReplacedFile replaced) throws IOException, Failure {
    replaced.replace(text);
  }
}
