package io.writ.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmTest {
  private final AesGcm cipher = new AesGcm();
  private final byte[] key = new byte[32];
  private final byte[] nonce = new byte[12];

  /** McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test cases 13 and 14. */
  @Test
  void examplesOfItsAuthors_comeOut() {
    HexFormat hex = HexFormat.of();
    assertEquals(
        "530f8afbc74536b9a963b4f1c4cb738b",
        hex.formatHex(cipher.seal(key, nonce, new byte[0], new byte[0])));
    assertEquals(
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
        hex.formatHex(cipher.seal(key, nonce, new byte[0], new byte[16])));
  }

  @Test
  void sealed_isWhatTheJdkMakesOfTheSame() throws Exception {
    byte[] name = "iban".getBytes(US_ASCII);
    byte[] text = "x".repeat(4_096).getBytes(US_ASCII);
    key[5] = 9;
    nonce[3] = 1;
    Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
    jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    jdk.updateAAD(name);
    byte[] sealed = cipher.seal(key, nonce, name, text);
    assertArrayEquals(jdk.doFinal(text), sealed);
    assertArrayEquals(text, cipher.open(key, nonce, name, sealed));
  }

  @Test
  void anyChange_opensToNothing() {
    byte[] name = "iban".getBytes(US_ASCII);
    byte[] sealed = cipher.seal(key, nonce, name, "value".getBytes(US_ASCII));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertNull(cipher.open(key, nonce, name, changed), "bit " + bit);
    }
    assertNull(cipher.open(key, nonce, "ibam".getBytes(US_ASCII), sealed));
    assertNull(cipher.open(key, nonce, name, new byte[15]));
    nonce[0] = 1;
    assertNull(cipher.open(key, nonce, name, sealed));
  }
}
