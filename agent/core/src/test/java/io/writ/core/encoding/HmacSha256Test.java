package io.writ.core.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacSha256Test {
  /** RFC 4231, 4.2, 4.3 and 4.5. */
  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b,4869205468657265,"
        + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "4a656665,7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
        + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "0102030405060708090a0b0c0d0e0f10111213141516171819,"
        + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
        + "cdcdcdcdcdcdcdcdcdcd,"
        + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
  })
  void examplesOfTheRfc_comeOut(String key, String message, String expected) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        expected, hex.formatHex(new HmacSha256(hex.parseHex(key)).of(hex.parseHex(message))));
  }

  @Test
  void oneKey_givesTheSameAgain() {
    HmacSha256 hmac = new HmacSha256("key".getBytes(US_ASCII));
    byte[] first = hmac.of("a".getBytes(US_ASCII));
    byte[] other = hmac.of("b".getBytes(US_ASCII));
    HexFormat hex = HexFormat.of();
    assertEquals(hex.formatHex(first), hex.formatHex(hmac.of("a".getBytes(US_ASCII))));
    assertEquals(hex.formatHex(other), hex.formatHex(hmac.of("b".getBytes(US_ASCII))));
  }

  @Test
  void keyLongerThanABlock_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HmacSha256(new byte[65]));
  }
}
