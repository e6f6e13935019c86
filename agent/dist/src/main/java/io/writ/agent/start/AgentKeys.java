package io.writ.agent.start;

import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.SigningKey;
import io.writ.enforce.HolderKeys;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Holders' keys, kept in the agent's part of the heap. */
final class AgentKeys implements HolderKeys {
  private final SecureRandom random;

  AgentKeys(SecureRandom random) {
    this.random = random;
  }

  @Override
  public SigningHolder generate() {
    return new Held(SigningKey.generate(SignatureAlgorithm.ED25519, random));
  }

  @Override
  public SigningHolder read(char[] pem, char @Nullable [] passphrase) {
    try {
      return new Held(SigningKey.fromPem(pem, passphrase, random));
    } catch (KeyRefused e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static final class Held implements SigningHolder {
    private final SigningKey key;

    Held(SigningKey key) {
      this.key = key;
    }

    @Override
    public String publicJwk() {
      return JsonWriter.write(key.publicKey().toJwk());
    }

    @Override
    public Signer signer() {
      return key;
    }

    @Override
    public void close() {
      key.destroy();
    }

    @Override
    public String toString() {
      return "holder key " + key.publicKey();
    }
  }
}
