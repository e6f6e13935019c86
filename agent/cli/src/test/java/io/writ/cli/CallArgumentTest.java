package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallArgumentTest {

  @Test
  void eachValue_hasTheTypeThatItSpells() throws Failure {
    assertEquals(new BigDecimal("9007199254740993"), value("a=9007199254740993"));
    assertEquals(new BigDecimal("-0.50"), value("a=-0.50"));
    assertEquals(new BigDecimal("1e3"), value("a=1e3"));
    assertEquals(true, value("a=true"));
    assertEquals(false, value("a=false"));
    assertNull(value("a=null"));
    assertEquals("null", value("a=\"null\""));
    assertEquals("500", value("a=\"500\""));
    assertEquals("", value("a=\"\""));
    assertEquals("EUR", value("a=EUR"));
    assertEquals("a=b, c", value("a=a=b, c"));
    assertEquals("12 Main St", value("a=12 Main St"));
    assertEquals("127.0.0.1:80", value("a=127.0.0.1:80"));
    assertEquals("127.0.0.1", value("a=127.0.0.1"));
    assertEquals("{}", value("a={}"));
    assertEquals(List.of("-v", "b"), value("a=[\"-v\", \"b\"]"));
    assertEquals(List.of(), value("a=[]"));
  }

  private static @Nullable Object value(String text) throws Failure {
    return CallArgument.parse(text).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a|write NAME=VALUE",
        "=5|write NAME=VALUE",
        "a b=5|write NAME=VALUE",
        "a=|a value is missing; write NAME=\"\" for the empty text",
        "a=007|the value is no JSON number; put a text in double quotes",
        "a=+5|the value is no JSON number; put a text in double quotes",
        "a=.5|the value is no JSON number; put a text in double quotes",
        "a=5.|the value is no JSON number; put a text in double quotes",
        "a=1e99999999999|the number is too large",
        "a=\"x|the value ends too early; put a text in double quotes",
        "a=[x]|the value is not JSON at character [1]; put a text in double quotes",
        "a=[1]|a list may hold texts only; put each in double quotes",
      })
  void valueThatCouldMeanTwoThings_isRefused(String text, String problem) {
    Failure refused = assertThrows(Failure.class, () -> CallArgument.parse(text));
    assertEquals("--arg [" + text + "]: " + problem, refused.getMessage());
    assertEquals(Exit.USAGE, refused.exitCode());
  }

  @Test
  void shownValue_cannotPassForAnother() throws Failure {
    assertEquals("a=\"5\"", CallArgument.parse("a=\"5\"").toString());
    assertEquals("a=5", CallArgument.parse("a=5").toString());
    assertEquals("a=null", CallArgument.parse("a=null").toString());
    assertEquals("a=[\"x\",\"y\"]", CallArgument.parse("a=[\"x\",\"y\"]").toString());
  }
}
