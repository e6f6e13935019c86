package io.writ.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The canonical form of one call. */
class RequestHashTest {
  private static @Nullable String hash(Kind kind, @Nullable Object value) {
    Arguments arguments = new Arguments();
    arguments.add(kind, value);
    return RequestHash.find("a:b", List.of("x"), arguments);
  }

  private static String of(String json) {
    return Base64Url.encode(Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String ofArgument(String kindAndValue) {
    return of("{\"action\":\"a:b\",\"arguments\":[[\"x\"," + kindAndValue + "]]}");
  }

  @Test
  void call_isHashedAsOneJsonTextSortedByName() {
    Arguments arguments = new Arguments();
    arguments.add(Kind.TEXT, "DE89 \"x\"\n");
    arguments.addInteger(500);
    arguments.addBoolean(true);
    assertEquals(
        of(
            "{\"action\":\"java:com.acme.Pay#transfer(long)\",\"arguments\":[[\"amount\",\"number\","
                + "\"500\"],[\"now\",\"boolean\",\"true\"],[\"to\",\"text\",\"DE89 \\\"x\\\"\\n\"]]}"),
        RequestHash.find(
            "java:com.acme.Pay#transfer(long)", List.of("to", "amount", "now"), arguments));
    assertEquals(
        of("{\"action\":\"a:b\",\"arguments\":[]}"),
        RequestHash.find("a:b", List.of(), new Arguments()));
  }

  @Test
  void number_hasOneFormWhateverItsType() {
    String hundred = ofArgument("\"number\",\"100\"");
    Arguments integer = new Arguments();
    integer.addInteger(100);
    Arguments floating = new Arguments();
    floating.addFloating(100.0);
    assertEquals(hundred, RequestHash.find("a:b", List.of("x"), integer));
    assertEquals(hundred, RequestHash.find("a:b", List.of("x"), floating));
    assertEquals(hundred, hash(Kind.DECIMAL, new BigDecimal("100.00")));
    assertEquals(hundred, hash(Kind.DECIMAL, new BigDecimal("1E2")));
    assertEquals(ofArgument("\"number\",\"0\""), hash(Kind.DECIMAL, new BigDecimal("0.000")));
    assertEquals(ofArgument("\"number\",\"-0.5\""), hash(Kind.DECIMAL, new BigDecimal("-0.50")));
    Arguments tenth = new Arguments();
    tenth.addFloating(0.5);
    assertEquals(ofArgument("\"number\",\"0.5\""), RequestHash.find("a:b", List.of("x"), tenth));
  }

  @Test
  void kinds_areToldApart() {
    assertEquals(ofArgument("\"text\",\"/a\""), hash(Kind.PATH, new RealPath("/a")));
    assertEquals(ofArgument("\"text\",\"1\""), hash(Kind.TEXT, "1"));
    assertEquals(ofArgument("\"null\",\"\""), hash(Kind.NULL, null));
    assertEquals(ofArgument("\"text\",\"\""), hash(Kind.TEXT, ""));
    assertEquals(ofArgument("\"texts\",[\"a\",\"b\"]"), hash(Kind.TEXT_LIST, List.of("a", "b")));
    assertEquals(ofArgument("\"texts\",[]"), hash(Kind.TEXT_LIST, List.of()));
  }

  @Test
  void valueThatCannotBeDecidedUpon_hasNoHash() {
    assertNull(hash(Kind.OPAQUE, null));
    assertNull(hash(Kind.DECIMAL, new BigDecimal("1E401")));
    assertNull(hash(Kind.DECIMAL, new BigDecimal("1E-401")));
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Arguments arguments = new Arguments();
      arguments.addFloating(number);
      assertNull(RequestHash.find("a:b", List.of("x"), arguments));
    }
  }

  /** Written as a question mark, it would be what somebody approved who meant a question mark. */
  @Test
  void textWithALoneSurrogate_hasNoHash() {
    assertNull(hash(Kind.TEXT, "\ud800"));
    assertNull(hash(Kind.TEXT, "a\udc00b"));
    assertNull(hash(Kind.TEXT_LIST, List.of("a", "\ud800")));
    assertEquals(ofArgument("\"text\",\"\ud83d\ude00\""), hash(Kind.TEXT, "\ud83d\ude00"));
    assertNotEquals(hash(Kind.TEXT, "?"), hash(Kind.TEXT, "??"));
  }

  /** U+0890 is a format character since Unicode 14, which JDK 17 does not know yet. */
  @Test
  void escapes_areThoseOfTheListAndNotOfTheJdk() {
    assertEquals(ofArgument("\"text\",\"\\u0890\\u0891\""), hash(Kind.TEXT, "\u0890\u0891"));
    assertEquals(ofArgument("\"text\",\"\\u0000\\u0008\\u000c\""), hash(Kind.TEXT, "\0\b\f"));
    assertEquals(
        ofArgument("\"text\",\"\\u007f\\u0085\\u200b\\u202e\\ufeff\\u00ad\""),
        hash(Kind.TEXT, "\u007f\u0085\u200b\u202e\ufeff\u00ad"));
    assertEquals(ofArgument("\"text\",\"/~\u00a0\u2028\""), hash(Kind.TEXT, "/~\u00a0\u2028"));
  }
}
