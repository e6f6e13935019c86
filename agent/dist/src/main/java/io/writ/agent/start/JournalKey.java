package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.TrustFile;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.SignatureAlgorithm;
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
import java.util.Arrays;
import java.util.List;
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
   */
  static SealOptions read(@Nullable Path file, TrustFile trust)
      throws ConfigurationRefused, IOException {
    if (file == null) {
      SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
      return SealOptions.of(key, new Signatures(), "boot");
    }
    if (!Files.isReadable(file)) {
      throw new ConfigurationRefused(file + ": cannot be read; the option [journal.key] names it");
    }
    SigningKey key = parse(file);
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
    return SealOptions.of(key, new Signatures(), "file");
  }

  private static SigningKey parse(Path file) throws ConfigurationRefused, IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    char[] pem = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes)).array();
    try {
      return SigningKey.fromPem(pem, null, new SecureRandom());
    } catch (KeyRefused e) {
      throw new ConfigurationRefused(file + ": is no journal key: " + e.getMessage());
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(pem, '\0');
    }
  }
}
