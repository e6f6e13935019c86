package io.writ.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of the test resources. */
final class TestFiles {
  private TestFiles() {}

  static byte[] bytes(String path) {
    try (InputStream in = TestFiles.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new AssertionError("no file " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  static String key(String name) {
    return text("keys/" + name + ".pem");
  }

  /** The passphrase of every encrypted key among the files. */
  static char[] passphrase() {
    return text("keys/passphrase.txt").strip().toCharArray();
  }
}
