package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.IdentityProof;
import io.writ.config.TrustFile;
import io.writ.core.jws.Signer;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.crypto.Svid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes this runtime prove that it is the one that its trust file names. Without a key or an SVID
 * the name is what whoever wrote the trust file says it is.
 */
final class RuntimeProof {
  private static final int MAX_CHARS = 1 << 20;

  private RuntimeProof() {}

  /** The runtime's own key, when that is the proof; it stays in the agent's part of the heap. */
  static @Nullable Signer prove(TrustFile trust) throws ConfigurationRefused, IOException {
    IdentityProof proof = trust.identityProof();
    if (proof instanceof IdentityProof.ByKey byKey) {
      return checkedKey(byKey, trust.runtime().id());
    }
    if (proof instanceof IdentityProof.BySvid svid) {
      try {
        Svid.checkProves(
            trust.runtime().id(),
            read(svid.certificate()),
            read(svid.key()),
            read(svid.bundle()),
            Instant.now());
      } catch (KeyRefused e) {
        throw unproven(trust.runtime().id(), svid.certificate(), String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  private static Signer checkedKey(IdentityProof.ByKey proof, String id)
      throws ConfigurationRefused, IOException {
    try {
      SigningKey key = SigningKey.fromPem(read(proof.key()), null);
      byte[] challenge = new byte[32];
      new SecureRandom().nextBytes(challenge);
      byte[] signature = key.sign(challenge);
      boolean isPinned =
          key.publicKey().equals(proof.pinned())
              && new Signatures()
                  .verify(proof.pinned().algorithm(), proof.pinned().bytes(), challenge, signature);
      if (!isPinned) {
        key.destroy();
        throw unproven(id, proof.key(), "the key is not the one that the trust file pins");
      }
      return key;
    } catch (KeyRefused e) {
      throw unproven(id, proof.key(), String.valueOf(e.getMessage()));
    }
  }

  private static ConfigurationRefused unproven(String id, Path file, String problem) {
    return new ConfigurationRefused(
        file + ": does not prove that this runtime is [" + id + "]: " + problem);
  }

  private static String read(Path file) throws ConfigurationRefused, IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigurationRefused(
          file + ": cannot be read; the trust file names it under [runtime]");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > MAX_CHARS) {
      throw new ConfigurationRefused(file + ": has more than [" + MAX_CHARS + "] bytes");
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
