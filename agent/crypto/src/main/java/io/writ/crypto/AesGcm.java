package io.writ.crypto;

import io.writ.core.lineage.AttributeCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM without a security provider: an application's own must not see what is sealed. */
public final class AesGcm implements AttributeCipher {
  @Override
  public byte[] seal(byte[] key, byte[] nonce, byte[] name, byte[] text) {
    try {
      return run(true, key, nonce, name, text);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encryption checks nothing", e);
    }
  }

  @Override
  public byte @Nullable [] open(byte[] key, byte[] nonce, byte[] name, byte[] sealed) {
    if (sealed.length < TAG_BYTES) {
      return null;
    }
    try {
      return run(false, key, nonce, name, sealed);
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  private static byte[] run(boolean isSealing, byte[] key, byte[] nonce, byte[] name, byte[] in)
      throws InvalidCipherTextException {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(
        isSealing, new AEADParameters(new KeyParameter(key), Byte.SIZE * TAG_BYTES, nonce, name));
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    length += cipher.doFinal(out, length);
    if (length != out.length) {
      throw new IllegalStateException("GCM gave [" + length + "] bytes of [" + out.length + "]");
    }
    return out;
  }
}
