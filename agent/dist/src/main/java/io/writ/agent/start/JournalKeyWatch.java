package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Signer;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether another key is in the file that {@code journal.key} names, and lets the journal be
 * sealed by it from then on. What is no such key changes nothing and is complained of once.
 */
final class JournalKeyWatch {
  private final @Nullable Path file;
  private final TrustFile trust;
  private final Predicate<Signer> rotation;
  private final Consumer<String> complaints;

  /** Made at the start: a fresh one would ask the providers that the application installed. */
  private final SecureRandom random = new SecureRandom();

  private @Nullable PublicKey inForce;

  /** SHA-256 of what the file held last; the key itself is not kept. */
  private byte[] lastDigest = {};

  private String lastComplaint = "";

  /**
   * @param file null when the key is not in one
   * @param trust whose keys must stay what they are for
   * @param first the key that GENESIS names
   * @param rotation takes a key, or says that the journal has had it
   */
  JournalKeyWatch(
      @Nullable Path file,
      TrustFile trust,
      @Nullable PublicKey first,
      Predicate<Signer> rotation,
      Consumer<String> complaints) {
    this.file = file;
    this.trust = trust;
    this.rotation = rotation;
    this.complaints = complaints;
    inForce = first;
  }

  /** Looks once. */
  void look() {
    Path named = file;
    if (named == null) {
      return;
    }
    byte[] bytes = {};
    try {
      bytes = JournalKey.bytesOf(named);
      byte[] digest = Sha256.of(bytes);
      if (!Arrays.equals(digest, lastDigest)) {
        lastDigest = digest;
        take(named, JournalKey.parse(named, bytes, trust, random));
      }
    } catch (ConfigurationRefused e) {
      complain(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      lastDigest = new byte[0];
      complain(JournalKey.unreadable(named));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void take(Path named, SigningKey key) {
    if (key.publicKey().equals(inForce)) {
      key.destroy();
      lastComplaint = "";
    } else if (rotation.test(key)) {
      inForce = key.publicKey();
      lastComplaint = "";
    } else {
      key.destroy();
      complain(named + ": is a key that sealed this journal before; make a new one with [keygen]");
    }
  }

  private void complain(String complaint) {
    if (!complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      complaints.accept("writ: " + complaint + "; the key that is in force stays");
    }
  }
}
