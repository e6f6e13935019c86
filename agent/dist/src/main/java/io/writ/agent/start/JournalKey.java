package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs the journal's checkpoints, and nothing else.
 *
 * <p>One that is made at boot proves, together with what the next boot and a copy elsewhere say,
 * that nothing was changed behind a checkpoint; who sealed the journal only a configured key
 * proves, whose public half the auditor has from elsewhere.
 */
final class JournalKey {
  private static final int MAX_BYTES = 1 << 16;

  private JournalKey() {}

  /**
   * Reads the key, or makes one.
   *
   * @param file the option {@code journal.key}
   * @param trust whose keys must stay what they are for
   * @param epoch how long one that was made signs
   */
  static SealOptions read(@Nullable Path file, TrustFile trust, Duration epoch)
      throws ConfigurationRefused, IOException {
    if (file != null) {
      return SealOptions.of(read(file, trust), new Signatures(), "file");
    }
    // One for all: a fresh one would ask the security providers that the application installed.
    SecureRandom random = new SecureRandom();
    Supplier<Signer> keys = () -> SigningKey.generate(SignatureAlgorithm.ED25519, random);
    return SealOptions.of(keys.get(), new Signatures(), "boot").changing(epoch, keys);
  }

  /** The key in a file, when it may be a journal's. */
  private static SigningKey read(Path file, TrustFile trust)
      throws ConfigurationRefused, IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigurationRefused(unreadable(file));
    }
    byte[] bytes = bytesOf(file);
    try {
      return parse(file, bytes, trust, new SecureRandom());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static String unreadable(Path file) {
    return file + ": cannot be read; the option [journal.key] names it";
  }

  /** For the caller to wipe. */
  static byte[] bytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /**
   * The key that a file's bytes hold, when it may be a journal's.
   *
   * @param trust whose keys must stay what they are for
   */
  static SigningKey parse(Path file, byte[] bytes, TrustFile trust, SecureRandom random)
      throws ConfigurationRefused {
    SigningKey key = parse(file, bytes, random);
    try {
      check(file, key, trust);
      return key;
    } catch (ConfigurationRefused e) {
      key.destroy();
      throw e;
    }
  }

  private static void check(Path file, SigningKey key, TrustFile trust)
      throws ConfigurationRefused {
    if (key.publicKey().algorithm() != SignatureAlgorithm.ED25519) {
      throw new ConfigurationRefused(
          file
              + ": is for ["
              + key.publicKey().algorithm().headerName()
              + "]; a journal's key is Ed25519, made by [keygen]");
    }
    for (PinnedKeys keys : List.of(trust.authorities(), trust.policySigners(), trust.cosigners())) {
      if (keys.byKeyId().containsValue(key.publicKey())) {
        throw new ConfigurationRefused(
            file
                + ": is a key that the trust file pins for artifacts or policies; make one for the"
                + " journal alone with [keygen]");
      }
    }
  }

  private static SigningKey parse(Path file, byte[] bytes, SecureRandom random)
      throws ConfigurationRefused {
    char[] pem = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes)).array();
    try {
      return SigningKey.fromPem(pem, null, random);
    } catch (KeyRefused e) {
      throw new ConfigurationRefused(file + ": is no journal key: " + e.getMessage());
    } finally {
      Arrays.fill(pem, '\0');
    }
  }
}
