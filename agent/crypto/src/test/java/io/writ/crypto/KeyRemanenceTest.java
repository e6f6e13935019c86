package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.writ.core.jws.SignatureAlgorithm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks for private keys in a dump of the live heap. */
class KeyRemanenceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void destroyedKey_isNotInTheLiveHeap(SignatureAlgorithm algorithm) throws Exception {
    // The pattern to look for must not be found itself: it is kept with every bit turned.
    byte[] turned = new byte[32];
    new SecureRandom().nextBytes(turned);
    turned[0] = (byte) ~5;
    SigningKey key = read(algorithm, turned);
    assertEquals(algorithm.signatureLength(), key.sign(new byte[100]).length);
    assertTrue(isInHeap(turned, "alive"), "the search finds a key that is there");
    key.destroy();
    assertFalse(isInHeap(turned, "destroyed"));
    assertTrue(key.isDestroyed());
  }

  /** Through PEM, as a key arrives. */
  private static SigningKey read(SignatureAlgorithm algorithm, byte[] turned) throws KeyRefused {
    byte[] secret = turned(turned);
    SigningKey made = SigningKey.fromSeed(algorithm, secret);
    Arrays.fill(secret, (byte) 0);
    char[] pem = made.toPem().toCharArray();
    made.destroy();
    try {
      return SigningKey.fromPem(pem, null, new SecureRandom());
    } finally {
      Arrays.fill(pem, ' ');
    }
  }

  private static byte[] turned(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = (byte) ~bytes[i];
    }
    return turned;
  }

  private boolean isInHeap(byte[] turned, String name) throws IOException {
    Path dump = directory.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    try {
      return contains(Files.readAllBytes(dump), turned);
    } finally {
      Files.delete(dump);
    }
  }

  private static boolean contains(byte[] dump, byte[] turned) {
    assertTrue(new String(dump, 0, 18, StandardCharsets.US_ASCII).startsWith("JAVA PROFILE"));
    for (int at = 0; at <= dump.length - turned.length; at++) {
      int i = 0;
      while (i < turned.length && dump[at + i] == (byte) ~turned[i]) {
        i++;
      }
      if (i == turned.length) {
        return true;
      }
    }
    return false;
  }
}
