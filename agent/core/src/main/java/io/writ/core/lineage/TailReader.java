package io.writ.core.lineage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cursor over the tail of one untrusted record: each read is checked against the record's end.
 * {@link MalformedTail} says which byte of the record did not fit.
 */
public final class TailReader {
  private final ByteBuffer record;

  /**
   * A reader at the start of the tail.
   *
   * @param record the whole record, at least {@link RecordLayout#TAIL} bytes; the buffer's own
   *     position is not moved
   */
  public TailReader(ByteBuffer record) {
    this.record = record.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.record.position(RecordLayout.TAIL);
  }

  /** The tail of a GENESIS: keys in their order on disk. */
  public static Map<String, String> genesis(ByteBuffer record) throws MalformedTail {
    TailReader tail = new TailReader(record);
    int count = tail.u16();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = tail.text(tail.u16());
      if (values.put(key, tail.text(tail.u16())) != null) {
        throw new MalformedTail("the key [" + key + "] once", tail.record.position());
      }
    }
    tail.requireEnd();
    return Collections.unmodifiableMap(values);
  }

  public int u8() throws MalformedTail {
    require(1);
    return record.get() & 0xFF;
  }

  public int u16() throws MalformedTail {
    require(2);
    return record.getShort() & 0xFFFF;
  }

  public long u32() throws MalformedTail {
    require(4);
    return record.getInt() & 0xFFFF_FFFFL;
  }

  public long u64() throws MalformedTail {
    require(8);
    return record.getLong();
  }

  /** The next bytes as UTF-8; anything else is malformed. */
  public String text(long lengthBytes) throws MalformedTail {
    return decode(bytes(lengthBytes), record.position());
  }

  /** The next bytes, copied. */
  public byte[] bytes(long lengthBytes) throws MalformedTail {
    require(lengthBytes);
    byte[] copy = new byte[(int) lengthBytes];
    record.get(copy);
    return copy;
  }

  /** The rest must be fewer than {@link RecordLayout#ALIGNMENT} zero bytes. */
  public void requireEnd() throws MalformedTail {
    if (record.remaining() >= RecordLayout.ALIGNMENT) {
      throw new MalformedTail("the end of the record", record.position());
    }
    while (record.hasRemaining()) {
      if (record.get() != 0) {
        throw new MalformedTail("zero padding", record.position() - 1);
      }
    }
  }

  /** Bytes as UTF-8, or {@link MalformedTail} with the given offset. */
  public static String decode(byte[] utf8, int offset) throws MalformedTail {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedTail("UTF-8 text", offset);
    }
  }

  private void require(long lengthBytes) throws MalformedTail {
    if (lengthBytes < 0 || lengthBytes > record.remaining()) {
      throw new MalformedTail(
          lengthBytes + " bytes, " + record.remaining() + " are left", record.position());
    }
  }

  /** A tail that its own lengths contradict. */
  public static final class MalformedTail extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTail(String expected, int offset) {
      super("expected " + expected + " at byte " + offset + " of the record");
    }
  }
}
