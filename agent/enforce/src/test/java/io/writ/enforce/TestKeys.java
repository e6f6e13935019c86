package io.writ.enforce;

import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Holders' keys, as the agent's own are. */
final class TestKeys implements HolderKeys {

  @Override
  public SigningHolder generate() {
    return held(SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom()));
  }

  @Override
  public SigningHolder read(char[] pem, char @Nullable [] passphrase) {
    try {
      return held(SigningKey.fromPem(pem, passphrase, new SecureRandom()));
    } catch (KeyRefused e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static SigningHolder held(SigningKey key) {
    return new SigningHolder() {
      @Override
      public Signer signer() {
        return key;
      }

      @Override
      public String publicJwk() {
        return JsonWriter.write(key.publicKey().toJwk());
      }

      @Override
      public void close() {
        key.destroy();
      }
    };
  }
}
