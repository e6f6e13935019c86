package io.writ.core.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictEncodingTest {
  private static void assertRefused(byte[] json, String problem) {
    EncodingRefused refused = assertThrows(EncodingRefused.class, () -> JsonReader.read(json));
    assertEquals(problem, refused.problem());
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1,\"a\":1}|a member name occurs twice in one object at character [12]",
        "{\"a\":1,\"\\u0061\":1}|a member name occurs twice in one object at character [17]",
        "\"\\ud800\"|a lone surrogate stands in a string at character [8]",
        "\"\\udc00\\ud800\"|a lone surrogate stands in a string at character [14]",
        "9007199254740992|a number is beyond ±[9007199254740991]",
        "-9007199254740992|a number is beyond ±[9007199254740991]",
        "1e16|a number is beyond ±[9007199254740991]",
        "1e400|a number has an exponent beyond [40]",
        "1e-41|a number has an exponent beyond [40]",
        "0.12345678901234567890123456789012345678901|a number has more than [40] digits",
        "01|a number is not spelt as JSON wants it",
        "+1|a number is not spelt as JSON wants it",
        "1.|a number is not spelt as JSON wants it",
        ".5|a number is not spelt as JSON wants it",
        "NaN|is not JSON at character [0]",
        "1 2|something follows the JSON value at character [2]",
        "{\"a\":1,}|is not JSON at character [7]",
        "[1,]|is not JSON at character [3]",
        "'a'|is not JSON at character [0]",
        "\"\\x\"|an escape is unknown at character [3]",
        "\"\\u00g0\"|an escape is unknown at character [5]",
        "[|ends too early",
        "tru|is not JSON at character [0]",
      })
  void jsonThatTwoParsersCouldReadDifferently_isRefused(String json, String problem) {
    assertRefused(bytes(json, StandardCharsets.UTF_8), problem);
  }

  @Test
  void encodingsOtherThanUtf8_areRefused() {
    assertRefused(bytes("\uFEFF{}", StandardCharsets.UTF_8), "begins with a byte order mark");
    assertRefused(bytes("\"é\"", StandardCharsets.ISO_8859_1), "is not UTF-8");
    assertRefused(bytes("{}", StandardCharsets.UTF_16), "is not UTF-8");
    assertRefused(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "is not UTF-8");
    assertRefused(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "is not UTF-8");
  }

  @Test
  void controlCharacterInAString_isRefused() {
    assertRefused(
        bytes("\"a\nb\"", StandardCharsets.UTF_8),
        "a control character stands in a string at character [3]");
  }

  @Test
  void depth16_isReadAnd17IsRefused() throws EncodingRefused {
    JsonReader.read(bytes("[".repeat(16) + "]".repeat(16), StandardCharsets.UTF_8));
    assertRefused(
        bytes("[".repeat(17) + "]".repeat(17), StandardCharsets.UTF_8),
        "is nested deeper than [16] at character [17]");
    assertRefused(
        bytes("{\"a\":".repeat(100_000), StandardCharsets.UTF_8),
        "is nested deeper than [16] at character [81]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":[1,-2,0.10,true,false,null],\"b\":{\"c\":\"d\\\"\\\\\\n\\u0001é😀\"}}",
        "9007199254740991",
        "-9007199254740991",
        "0.1234567890123456789012345678901234567"
      })
  void writtenJson_isReadBackAsItWas(String json) throws EncodingRefused {
    assertEquals(json, JsonWriter.write(JsonReader.read(bytes(json, StandardCharsets.UTF_8))));
  }

  @Test
  void charactersThatSteerATerminal_areWrittenAsEscapes() {
    assertEquals(
        "\"\\u001b\\u009b\\u202e\\u007f\"",
        JsonWriter.write(new JsonValue.Text("\u001b\u009b\u202e\u007f")));
  }

  @Test
  void base64url_isReadBackForEveryLength() throws EncodingRefused {
    long seed = 7L;
    Random random = new Random(seed);
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Base64Url.decode(Base64Url.encode(bytes)), () -> "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "A,is not base64url: no bytes have this length",
    "AA==,is not base64url: foreign character at [2]",
    "AB,is not base64url: unused bits are set",
    "AAB,is not base64url: unused bits are set",
    "A+AA,is not base64url: foreign character at [1]",
    "A/AA,is not base64url: foreign character at [1]",
    "'AA A',is not base64url: foreign character at [2]",
    "AAé0,is not base64url: foreign character at [2]",
  })
  void secondSpellingOfBytes_isRefused(String text, String problem) {
    EncodingRefused refused = assertThrows(EncodingRefused.class, () -> Base64Url.decode(text));
    assertEquals(problem, refused.problem());
  }
}
