package io.writ.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One signature line of a note (C2SP signed-note, "Format"), of whatever key and type. */
public final class NoteSignature {
  private static final String PREFIX = "\u2014 ";
  private static final int KEY_ID_BYTES = 4;

  private final String name;
  private final int keyId;
  private final byte[] signature;

  /**
   * @param name a key's name
   * @param signature copied, not empty
   */
  NoteSignature(String name, int keyId, byte[] signature) {
    this.name = name;
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /**
   * @param line without its newline
   * @param number of the line among the signatures, for messages
   */
  static NoteSignature parse(String line, int number) throws NoteRefused {
    String what = "signature line [" + number + "]";
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX)
        || space < 0
        || !NoteKey.isName(line.substring(PREFIX.length(), space))) {
      throw new NoteRefused(what + " is not: em dash, name, base64");
    }
    byte[] bytes = Base64Text.decode(line.substring(space + 1), what);
    if (bytes.length <= KEY_ID_BYTES) {
      throw new NoteRefused(what + " has no signature");
    }
    return new NoteSignature(
        line.substring(PREFIX.length(), space),
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, KEY_ID_BYTES, bytes.length));
  }

  /** The name that the line claims. */
  public String name() {
    return name;
  }

  /** The key id that the line claims. */
  public int keyId() {
    return keyId;
  }

  /** The signature without the key id, a copy. */
  public byte[] signature() {
    return signature.clone();
  }

  /** The line, without its newline. */
  String print() {
    byte[] bytes =
        ByteBuffer.allocate(KEY_ID_BYTES + signature.length).putInt(keyId).put(signature).array();
    return PREFIX + name + " " + Base64Text.encode(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteSignature line
        && keyId == line.keyId
        && name.equals(line.name)
        && Arrays.equals(signature, line.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, keyId, Arrays.hashCode(signature));
  }

  /** The line. */
  @Override
  public String toString() {
    return print();
  }
}
