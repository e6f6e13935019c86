package io.writ.cli;

import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Key files: a private key as PKCS#8 PEM that only its owner can read, its public JWK beside it.
 */
final class KeyFiles {
  private static final int MAX_BYTES = 64 * 1024;

  private KeyFiles() {}

  /** Where the public key of a private key file is: {@code a.pem} has {@code a.jwk}. */
  static Path publicPath(Path privatePath) {
    String name = String.valueOf(privatePath.getFileName());
    String stem = name.endsWith(".pem") ? name.substring(0, name.length() - 4) : name;
    return privatePath.resolveSibling(stem + ".jwk");
  }

  /**
   * Writes both files; refuses to overwrite either.
   *
   * @param pem the key's text, plain or encrypted
   */
  static void writePair(Path privatePath, String pem, PublicKey key) throws IOException, Failure {
    checkFree(privatePath);
    create(privatePath, pem, "rw-------");
    create(publicPath(privatePath), JsonWriter.write(key.toJwk()) + "\n", "rw-r--r--");
  }

  /** Refuses a name of which either file is taken, before somebody types a passphrase for it. */
  static void checkFree(Path privatePath) throws Failure {
    for (Path path : List.of(publicPath(privatePath), privatePath)) {
      if (Files.exists(path)) {
        throw exists(path);
      }
    }
  }

  private static void create(Path path, String text, String permissions)
      throws IOException, Failure {
    // Created with its mode: a chmod afterwards would leave a moment in which others can read.
    try (WritableByteChannel file =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(path);
    }
  }

  private static Failure exists(Path path) {
    return new Failure(Exit.IO, path + ": exists; a key is never overwritten, name another file");
  }

  /** The text of a private key's file. */
  static String readPem(Path path) throws IOException {
    return new String(read(path), StandardCharsets.ISO_8859_1);
  }

  static PublicKey readPublic(Path path) throws IOException, Failure {
    try {
      return Jwk.read(JsonReader.read(read(path)), "jwk");
    } catch (EncodingRefused e) {
      throw new Failure(Exit.INVALID, path + ": " + e.problem());
    } catch (Rejected e) {
      throw new Failure(Exit.INVALID, path + ": " + e.detail());
    }
  }

  private static byte[] read(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_BYTES);
    }
  }
}
