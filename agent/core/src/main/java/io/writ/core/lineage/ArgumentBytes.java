package io.writ.core.lineage;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call as the bytes that a commitment is over ({@code docs/spec/journal.md},
 * Commitments). Reused; for usual values it allocates nothing.
 *
 * <p>Each value is its kind's code, then: INTEGER and FLOATING 8 bytes, little-endian; BOOLEAN one;
 * TEXT, DECIMAL and PATH their length as u32 and UTF-8; TEXT_LIST its size as u32 and each text;
 * NULL and OPAQUE nothing.
 */
public final class ArgumentBytes {
  private byte[] bytes = new byte[256];
  private int length;

  /** Begins anew with these. */
  public void encode(Arguments arguments) {
    length = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Arguments.Kind kind = arguments.kind(i);
      put(code(kind));
      switch (kind) {
        case INTEGER -> putLong(arguments.integer(i));
        case FLOATING -> putLong(Double.doubleToRawLongBits(arguments.floating(i)));
        case BOOLEAN -> put(arguments.bool(i) ? 1 : 0);
        case TEXT, DECIMAL, PATH, TEXT_LIST -> putObject(arguments.object(i));
        case NULL, OPAQUE -> {}
      }
    }
  }

  /** The buffer; {@link #length} bytes of it count. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  private void putObject(@Nullable Object value) {
    if (value instanceof String text) {
      putText(text);
    } else if (value instanceof RealPath path) {
      putText(path.value());
    } else if (value instanceof List<?> texts) {
      putInt(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        putText(String.valueOf(texts.get(i)));
      }
    } else {
      putText(String.valueOf(value));
    }
  }

  /** As {@link String#getBytes} writes UTF-8: a surrogate without its other half is a {@code ?}. */
  private void putText(String text) {
    int start = length;
    putInt(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        put(c);
      } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
      } else {
        put('?');
      }
    }
    int end = length;
    length = start;
    putInt(end - start - Integer.BYTES);
    length = end;
  }

  private void put(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
  }

  private void putInt(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      put(value >>> shift);
    }
  }

  private void putLong(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      put((int) (value >>> shift));
    }
  }

  /** On disk for ever, under the commitments. */
  private static int code(Arguments.Kind kind) {
    return switch (kind) {
      case INTEGER -> 1;
      case FLOATING -> 2;
      case BOOLEAN -> 3;
      case TEXT -> 4;
      case DECIMAL -> 5;
      case PATH -> 6;
      case TEXT_LIST -> 7;
      case NULL -> 8;
      case OPAQUE -> 9;
    };
  }
}
