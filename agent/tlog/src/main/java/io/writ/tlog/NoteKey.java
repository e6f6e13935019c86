package io.writ.tlog;

import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An Ed25519 key that signs notes under a name (C2SP signed-note, "Signatures"): {@code
 * name+hex8+base64(0x01 || key)} as text, the <em>vkey</em> that public tools take.
 *
 * @param name not empty, without Unicode spaces and {@code +}
 * @param key Ed25519; the id has no other type here
 */
public record NoteKey(String name, PublicKey key) {
  private static final byte ED25519 = 1;
  private static final int KEY_ID_HEX = 8;

  /** Checks both; a wrong one is the configuration's mistake. */
  public NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a name of a note's key: [" + name + "]");
    }
    if (key.algorithm() != SignatureAlgorithm.ED25519) {
      throw new IllegalArgumentException(
          "a note's key is Ed25519, not [" + key.algorithm().headerName() + "]");
    }
  }

  /**
   * Whether the text can be the name of a key: the rule of signed-note, and no control character.
   */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /**
   * The key that a vkey spells.
   *
   * @throws NoteRefused when it is not one, or its id is not its own
   */
  public static NoteKey parse(String vkey) throws NoteRefused {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      throw new NoteRefused("a vkey is not NAME+ID+KEY");
    }
    byte[] typed = Base64Text.decode(parts[2], "the key of a vkey");
    if (typed.length != 1 + SignatureAlgorithm.ED25519.publicKeyLength() || typed[0] != ED25519) {
      throw new NoteRefused("a vkey is not for Ed25519");
    }
    byte[] bytes = Arrays.copyOfRange(typed, 1, typed.length);
    NoteKey key = new NoteKey(parts[0], new PublicKey(SignatureAlgorithm.ED25519, bytes));
    if (parts[1].length() != KEY_ID_HEX || !parts[1].equals(key.keyIdHex())) {
      throw new NoteRefused("a vkey's id is not that of its name and key");
    }
    return key;
  }

  /** The vkey. */
  public String print() {
    return name + "+" + keyIdHex() + "+" + Base64Text.encode(typedKey());
  }

  /** The first four bytes of SHA-256(name || 0x0A || 0x01 || key), big-endian. */
  public int keyId() {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    input.write('\n');
    input.writeBytes(typedKey());
    return ByteBuffer.wrap(Sha256.of(input.toByteArray())).getInt();
  }

  private String keyIdHex() {
    return String.format(Locale.ROOT, "%08x", keyId());
  }

  private byte[] typedKey() {
    byte[] bytes = key.bytes();
    return ByteBuffer.allocate(1 + bytes.length).put(ED25519).put(bytes).array();
  }
}
