package io.writ.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A public key by its SHA-256 thumbprint (RFC 7638). */
final class Thumbprint {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Thumbprint() {}

  /** Whether the text can be a SHA-256 in base64url: a thumbprint, or the hash of a link. */
  static boolean isHash(String text) {
    return FORM.matcher(text).matches();
  }

  /** The text itself, or the thumbprint of the key in the file that it names. */
  static String of(String textOrFile) throws IOException, Failure {
    return isHash(textOrFile) ? textOrFile : KeyFiles.readPublic(Path.of(textOrFile)).thumbprint();
  }
}
