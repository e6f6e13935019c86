package io.writ.tlog;

import io.writ.core.jws.SignatureVerifier;
import io.writ.core.jws.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with the signatures of those who vouch for it (C2SP signed-note).
 *
 * <p>Parsed, it is unverified: call {@link #verify} with pinned keys before reading its text.
 *
 * @param unverifiedText ends in a newline; without control characters but newlines
 * @param signatures at most {@value #MAX_SIGNATURES}; none only until it is signed
 */
public record SignedNote(String unverifiedText, List<NoteSignature> signatures) {
  /** Bytes of a note. */
  public static final int MAX_BYTES = 1 << 20;

  /** Signature lines; the specification asks for 16 at least. */
  public static final int MAX_SIGNATURES = 100;

  /** Copies the list; a text that is none is the caller's mistake, parsing has checked it. */
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!unverifiedText.endsWith("\n") || hasForeignControl(unverifiedText)) {
      throw new IllegalArgumentException("a note's text ends in a newline and has no controls");
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note of [" + signatures.size() + "] signatures");
    }
  }

  /** Signs a text alone. */
  public static SignedNote sign(String text, NoteKey key, Signer signer) {
    return new SignedNote(text, List.of()).with(key, signer);
  }

  /**
   * This note with one more signature.
   *
   * @throws IllegalArgumentException when the signer's key is another one
   */
  public SignedNote with(NoteKey key, Signer signer) {
    if (!signer.publicKey().equals(key.key())) {
      throw new IllegalArgumentException("the signer of [" + key.name() + "] has another key");
    }
    List<NoteSignature> more = new ArrayList<>(signatures);
    byte[] signature = signer.sign(unverifiedText.getBytes(StandardCharsets.UTF_8));
    more.add(new NoteSignature(key.name(), key.keyId(), signature));
    return new SignedNote(unverifiedText, more);
  }

  /**
   * The note that the bytes spell. {@link #print} gives the same bytes again.
   *
   * @throws NoteRefused when they are no note, or more than the limits
   */
  public static SignedNote parse(byte[] utf8) throws NoteRefused {
    if (utf8.length > MAX_BYTES) {
      throw new NoteRefused("a note of [" + utf8.length + "] bytes, more than [" + MAX_BYTES + "]");
    }
    String note = decode(utf8);
    if (hasForeignControl(note)) {
      throw new NoteRefused("a note has a control character");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || blank + 2 == note.length() || !note.endsWith("\n")) {
      throw new NoteRefused("a note is not: text, blank line, signature lines");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (int at = blank + 2; at < note.length(); ) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new NoteRefused("a note of more than [" + MAX_SIGNATURES + "] signatures");
      }
      int end = note.indexOf('\n', at);
      signatures.add(NoteSignature.parse(note.substring(at, end), signatures.size() + 1));
      at = end + 1;
    }
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  /**
   * The note in a file that someone else may have put there: no link is followed, nothing but a
   * regular file is opened, and never more is read than a note may have.
   *
   * @throws NoteRefused when it is no file of that kind, or holds no note
   */
  public static SignedNote read(Path file) throws IOException, NoteRefused {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoteRefused("expected a note in a regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return parse(in.readNBytes(MAX_BYTES + 1));
    }
  }

  private static String decode(byte[] utf8) throws NoteRefused {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new NoteRefused("a note is not UTF-8");
    }
  }

  private static boolean hasForeignControl(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\n');
  }

  /** The note as UTF-8. */
  public byte[] print() {
    StringBuilder out = new StringBuilder(unverifiedText).append('\n');
    for (NoteSignature signature : signatures) {
      out.append(signature.print()).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies that at least one of the pinned keys signed, and that no signature under the name and
   * id of one is wrong. Lines of other keys are ignored.
   *
   * @throws NoteRefused when none signed, one is wrong, or two pinned keys share name and id
   */
  public void verify(Set<NoteKey> pinned, SignatureVerifier verifier) throws NoteRefused {
    byte[] text = unverifiedText.getBytes(StandardCharsets.UTF_8);
    boolean isSigned = false;
    for (NoteSignature line : signatures) {
      NoteKey key = find(pinned, line);
      if (key != null) {
        if (!verifier.verify(key.key().algorithm(), key.key().bytes(), text, line.signature())) {
          throw new NoteRefused("the signature of [" + key.name() + "] is not its own");
        }
        isSigned = true;
      }
    }
    if (!isSigned) {
      throw new NoteRefused(
          "none of ["
              + pinned.size()
              + "] pinned keys signed; pin the key that did, if you trust it");
    }
  }

  private static @Nullable NoteKey find(Set<NoteKey> pinned, NoteSignature line)
      throws NoteRefused {
    NoteKey found = null;
    for (NoteKey key : pinned) {
      if (key.name().equals(line.name()) && key.keyId() == line.keyId()) {
        if (found != null) {
          throw new NoteRefused("two pinned keys of [" + key.name() + "] have one id");
        }
        found = key;
      }
    }
    return found;
  }
}
