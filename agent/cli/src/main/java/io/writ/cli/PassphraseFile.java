package io.writ.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Reads a passphrase: the first line of a file that only its owner can read. */
final class PassphraseFile {
  private static final int MAX_BYTES = 1024;

  private PassphraseFile() {}

  /** The passphrase; the caller wipes it. */
  static char[] read(Path path) throws IOException, Failure {
    checkPrivate(path);
    byte[] bytes = firstLine(path);
    char[] room = new char[bytes.length];
    try {
      CharBuffer out = CharBuffer.wrap(room);
      CoderResult end =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), out, true);
      if (end.isError()) {
        end.throwException();
      }
      return Arrays.copyOf(room, out.position());
    } catch (CharacterCodingException e) {
      throw new Failure(Exit.INVALID, path + ": the first line is not UTF-8");
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(room, '\0');
    }
  }

  private static void checkPrivate(Path path) throws IOException, Failure {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      // A file system without modes: who may read it, its access lists say and we do not know.
      return;
    }
    Set<PosixFilePermission> mode = view.readAttributes().permissions();
    for (PosixFilePermission others : PosixFilePermissions.fromString("---rwxrwx")) {
      if (mode.contains(others)) {
        throw new Failure(
            Exit.INVALID,
            path
                + ": others have access to the passphrase ["
                + PosixFilePermissions.toString(mode)
                + "]; run chmod 600");
      }
    }
  }

  private static byte[] firstLine(Path path) throws IOException, Failure {
    byte[] bytes = new byte[MAX_BYTES + 1];
    try (var in = Files.newInputStream(path)) {
      int read = in.readNBytes(bytes, 0, bytes.length);
      int length = 0;
      while (length < read && bytes[length] != '\n' && bytes[length] != '\r') {
        length++;
      }
      if (length == 0 || length > MAX_BYTES) {
        throw new Failure(
            Exit.INVALID, path + ": the first line must have 1 to [" + MAX_BYTES + "] bytes");
      }
      return Arrays.copyOf(bytes, length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
