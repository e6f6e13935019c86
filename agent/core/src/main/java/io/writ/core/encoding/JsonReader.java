package io.writ.core.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON reader (RFC 8259) that refuses whatever two parsers could read differently.
 *
 * <p>Refused beyond the grammar: anything but well-formed UTF-8, a byte order mark, a member name
 * twice in one object, a lone surrogate, a whole number beyond ±(2^53 − 1), a fraction of more than
 * {@value JsonNumber#MAX_DIGITS} digits or with an exponent beyond ±{@value
 * JsonNumber#MAX_EXPONENT}, nesting deeper than {@value #MAX_DEPTH}, and anything after the value.
 * Memory is bounded by the input: the reader recurses at most {@value #MAX_DEPTH} times and builds
 * no number that the limits do not bound.
 */
public final class JsonReader {
  /** Nested arrays and objects. */
  public static final int MAX_DEPTH = 16;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The one value that the bytes hold. */
  public static JsonValue read(byte[] utf8) throws EncodingRefused {
    JsonReader reader = new JsonReader(decode(utf8));
    reader.skipSpace();
    JsonValue value = reader.value();
    reader.skipSpace();
    if (reader.at < reader.text.length()) {
      throw reader.refused("something follows the JSON value");
    }
    return value;
  }

  private static String decode(byte[] utf8) throws EncodingRefused {
    if (utf8.length >= 3
        && utf8[0] == (byte) 0xEF
        && utf8[1] == (byte) 0xBB
        && utf8[2] == (byte) 0xBF) {
      throw new EncodingRefused("begins with a byte order mark");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new EncodingRefused("is not UTF-8");
    }
  }

  private JsonValue value() throws EncodingRefused {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsonValue.Text(string());
      case 't' -> word("true", new JsonValue.Truth(true));
      case 'f' -> word("false", new JsonValue.Truth(false));
      case 'n' -> word("null", new JsonValue.Nothing());
      default -> number();
    };
  }

  private JsonValue object() throws EncodingRefused {
    enter();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (!closes('}')) {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        skipSpace();
        if (members.put(name, value()) != null) {
          throw refused("a member name occurs twice in one object");
        }
      } while (continues('}'));
    }
    depth--;
    return new JsonValue.Members(members);
  }

  private JsonValue array() throws EncodingRefused {
    enter();
    List<JsonValue> items = new ArrayList<>();
    if (!closes(']')) {
      do {
        skipSpace();
        items.add(value());
      } while (continues(']'));
    }
    depth--;
    return new JsonValue.Items(items);
  }

  private void enter() throws EncodingRefused {
    at++;
    if (++depth > MAX_DEPTH) {
      throw refused("is nested deeper than [" + MAX_DEPTH + "]");
    }
  }

  private boolean closes(char end) throws EncodingRefused {
    skipSpace();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean continues(char end) throws EncodingRefused {
    skipSpace();
    if (peek() == ',') {
      at++;
      return true;
    }
    expect(end);
    return false;
  }

  private String string() throws EncodingRefused {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return checkSurrogates(out.toString());
      } else if (c < 0x20) {
        throw refused("a control character stands in a string");
      } else {
        out.append(c == '\\' ? escape() : c);
      }
    }
  }

  private char escape() throws EncodingRefused {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw refused("an escape is unknown");
    };
  }

  private char hex() throws EncodingRefused {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      // Character.digit alone would accept digits of other scripts.
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw refused("an escape is unknown");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private String checkSurrogates(String value) throws EncodingRefused {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!isPair) {
          throw refused("a lone surrogate stands in a string");
        }
        i++;
      }
    }
    return value;
  }

  private JsonValue number() throws EncodingRefused {
    int end = at;
    while (end < text.length() && "+-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end == at) {
      throw refused("is not JSON");
    }
    JsonValue number = JsonNumber.read(text, at, end);
    at = end;
    return number;
  }

  private JsonValue word(String word, JsonValue value) throws EncodingRefused {
    if (!text.startsWith(word, at)) {
      throw refused("is not JSON");
    }
    at += word.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws EncodingRefused {
    if (at >= text.length()) {
      throw new EncodingRefused("ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char expected) throws EncodingRefused {
    if (peek() != expected) {
      throw refused("is not JSON");
    }
    at++;
  }

  private EncodingRefused refused(String problem) {
    return new EncodingRefused(problem + " at character [" + at + "]");
  }
}
