package io.writ.core.lineage;

import io.writ.core.encoding.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Where the secrets of a journal are, {@code <journal>/k/}, and how keys are made from them ({@code
 * docs/spec/erasure.md}). {@code k/journal} has 32 random bytes, the root; {@code k/subjects} has
 * one entry per key of a data subject, entry n at byte (n − 1) × 72:
 *
 * <pre>
 *     0               4               8
 *  0  +---------------+---------------+--------------------------------+
 *     |   number n    |    CRC32C     |  tag of the subject, 32 bytes  |
 * 40  +---------------+---------------+--------------------------------+
 *     |                    the key, 32 bytes                           |
 * 72  +----------------------------------------------------------------+
 * </pre>
 *
 * Little-endian. The CRC is over the 64 bytes behind it. In an erased entry these are zero.
 */
public final class SubjectKeyLayout {
  /** The directory, in the journal's. */
  public static final String DIRECTORY = "k";

  /** The root's file. */
  public static final String ROOT_FILE = "journal";

  /** The entries' file. */
  public static final String SUBJECTS_FILE = "subjects";

  public static final int NUMBER = 0;
  public static final int CRC = 4;

  /** Names the subject to who has the root. */
  public static final int TAG = 8;

  public static final int KEY = 40;

  /** Of one entry. */
  public static final int BYTES = 72;

  /** Of the root, a tag and a key. */
  public static final int SECRET_BYTES = 32;

  private SubjectKeyLayout() {}

  /** What names a subject in one journal. */
  public static byte[] tag(byte[] root, String subject) {
    byte[] key = derive(root, "subject");
    return new HmacSha256(key).of(subject.getBytes(StandardCharsets.UTF_8));
  }

  /** Under which the arguments of a call are committed to; of the root or of a subject's key. */
  public static HmacSha256 commitments(byte[] secret) {
    return new HmacSha256(derive(secret, "commitment"));
  }

  /** Under which the attributes of a subject are encrypted. */
  public static byte[] attributes(byte[] secret) {
    return derive(secret, "attributes");
  }

  /** For the attribute at this place in the record of an execution; both never come twice. */
  public static byte[] nonce(long executionLow, int index) {
    byte[] nonce = new byte[AttributeCipher.NONCE_BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[i] = (byte) (executionLow >>> (Byte.SIZE * i));
    }
    for (int i = 0; i < Integer.BYTES; i++) {
      nonce[Long.BYTES + i] = (byte) (index >>> (Byte.SIZE * i));
    }
    return nonce;
  }

  /**
   * One entry.
   *
   * @param tag 32 bytes; zeros when it is erased, and so the key
   */
  public static ByteBuffer entry(int number, byte[] tag, byte[] key) {
    ByteBuffer entry = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(NUMBER, number).put(TAG, tag).put(KEY, key);
    return entry.putInt(CRC, crcOf(entry));
  }

  /** What the CRC of an entry must be. */
  public static int crcOf(ByteBuffer entry) {
    CRC32C crc = new CRC32C();
    crc.update(entry.slice(TAG, 2 * SECRET_BYTES));
    return (int) crc.getValue();
  }

  private static byte[] derive(byte[] secret, String use) {
    return new HmacSha256(secret).of(("writ.journal " + use).getBytes(StandardCharsets.US_ASCII));
  }
}
