package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.LoadedPolicy;
import io.writ.config.PolicyLoader;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordSink;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.policy.Policy;
import io.writ.core.policy.SignedPolicy;
import io.writ.core.revocation.RevocationKind;
import io.writ.enforce.Governance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes a newer version of the policy into force while calls are decided.
 *
 * <p>First it is read whole and checked, then it is recorded, then it is put in force with one
 * write. What is not good in every respect changes nothing, is recorded as refused and complained
 * of once; the policy before stays.
 */
final class PolicyWatch {
  private final Path file;
  private final PolicyLoader loader;
  private final Governance governance;
  private final PolicyMark mark;
  private final RecordSink journal;
  private final Predicate<String> isRevoked;
  private final Consumer<String> complaints;
  private byte[] seen = {};
  private byte[] failed = {};
  private String stamp = "";

  /**
   * @param isRevoked whether a policy of this digest, spelt as pins are, is revoked
   */
  PolicyWatch(
      Path file,
      PolicyLoader loader,
      Governance governance,
      PolicyMark mark,
      RecordSink journal,
      Predicate<String> isRevoked,
      Consumer<String> complaints) {
    this.file = file;
    this.loader = loader;
    this.governance = governance;
    this.mark = mark;
    this.journal = journal;
    this.isRevoked = isRevoked;
    this.complaints = complaints;
  }

  /** The policy in force, as {@link RevocationKind#POLICY} names it. */
  String nameInForce() {
    return Configuration.pin(governance.current().policy()).digest();
  }

  /** A cheap look: whether the file was touched since the last one. */
  boolean isTouched() {
    String now;
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      now = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    } catch (IOException e) {
      return false;
    }
    boolean isTouched = !now.equals(stamp) || failed.length > 0;
    stamp = now;
    return isTouched;
  }

  /** Reads the file; returns whether another policy is in force now. */
  boolean refresh() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SignedPolicy.MAX_CHARS + 1);
    } catch (IOException e) {
      // Somebody is replacing it, or took it away: what is in force does not depend on it.
      return false;
    }
    if (Arrays.equals(bytes, seen)) {
      return false;
    }
    try {
      boolean isTaken = take(bytes);
      seen = bytes;
      failed = new byte[0];
      return isTaken;
    } catch (ConfigurationRefused | IOException | RuntimeException e) {
      refuse(bytes, e);
      return false;
    }
  }

  /** Refuses what was seen twice: the first time it may be a file that is being written. */
  private void refuse(byte[] bytes, Exception cause) {
    if (!Arrays.equals(bytes, failed)) {
      failed = bytes;
      return;
    }
    seen = bytes;
    failed = new byte[0];
    boolean isExpected = cause instanceof ConfigurationRefused || cause instanceof IOException;
    recordRefusal(bytes, isExpected ? String.valueOf(cause.getMessage()) : cause.toString());
  }

  private boolean take(byte[] bytes) throws ConfigurationRefused, IOException {
    LoadedPolicy loaded = loader.load(bytes);
    Policy newer = loaded.policy();
    Policy running = governance.current().policy();
    if (Arrays.equals(newer.digest(), running.digest())) {
      return false;
    }
    checkSuccessor(running, loaded);
    mark.check(loaded);
    if (isRevoked.test(PolicyPin.of(newer.id(), newer.digest()).digest())) {
      throw new ConfigurationRefused(newer.source() + ": policy " + loaded + " is revoked");
    }
    mark.raise(loaded);
    journal.document(DictionaryKind.POLICY, loaded.text());
    journal.configuration(inForce(loaded));
    governance.replace(newer);
    complaints.accept("writ: policy " + loaded + " is in force instead of v" + running.version());
    return true;
  }

  private static void checkSuccessor(Policy running, LoadedPolicy loaded)
      throws ConfigurationRefused {
    Policy newer = loaded.policy();
    if (!newer.id().equals(running.id())) {
      throw refused(newer, "is policy " + loaded + ", [" + running.id() + "] is in force");
    }
    if (newer.version() <= running.version()) {
      throw refused(
          newer,
          "is version ["
              + newer.version()
              + "], must be at least ["
              + (running.version() + 1)
              + "] to replace the one in force");
    }
    if (newer.mode() != running.mode()) {
      throw refused(newer, "changes [mode], which takes a restart");
    }
    if (!newer.ungoverned().equals(running.ungoverned())) {
      throw refused(newer, "changes [ungoverned], which takes a restart: the JDK is woven already");
    }
    if (!newer.mappings().equals(running.mappings())) {
      throw refused(newer, "changes [actions], which takes a restart: classes are woven already");
    }
  }

  private static ConfigurationRefused refused(Policy policy, String why) {
    return new ConfigurationRefused(policy.source() + ": " + why);
  }

  private static Map<String, String> inForce(LoadedPolicy loaded) {
    Policy policy = loaded.policy();
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ConfigField.OUTCOME.key(), ConfigField.IN_FORCE);
    values.put(ConfigField.POLICY_ID.key(), policy.id());
    values.put(ConfigField.POLICY_VERSION.key(), Long.toString(policy.version()));
    values.put(ConfigField.POLICY_DIGEST.key(), HexFormat.of().formatHex(policy.digest()));
    values.put(ConfigField.POLICY_SIGNER.key(), loaded.signer());
    values.putAll(Configuration.recorded(policy));
    return values;
  }

  private void recordRefusal(byte[] bytes, String why) {
    String detail = why.length() > 1_000 ? why.substring(0, 1_000) : why;
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ConfigField.OUTCOME.key(), ConfigField.REFUSED);
    values.put(ConfigField.DETAIL.key(), detail);
    values.put(ConfigField.POLICY_DIGEST.key(), HexFormat.of().formatHex(Sha256.of(bytes)));
    try {
      journal.configuration(values);
    } catch (RecordSinkFailure e) {
      detail += "; and that could not be recorded: " + e.getMessage();
    }
    complaints.accept(
        "writ: "
            + detail
            + "; policy ["
            + governance.current().policy().id()
            + " v"
            + governance.current().policy().version()
            + "] stays in force");
  }
}
