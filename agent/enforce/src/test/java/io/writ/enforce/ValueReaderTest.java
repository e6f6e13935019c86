package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.UrlText;
import io.writ.core.constraint.UrlUnder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The types that stand for an address or a URL. */
class ValueReaderTest {
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private static Arguments read(Object value) throws Throwable {
    Arguments arguments = new Arguments();
    new ValueReader(JdkFields.open()).read(value, arguments);
    assertEquals(1, arguments.size());
    return arguments;
  }

  private static void assertText(String text, Object value) throws Throwable {
    Arguments arguments = read(value);
    assertEquals(Kind.TEXT + " " + text, arguments.kind(0) + " " + arguments.object(0));
  }

  private static Cidr block(String text) {
    return new Cidr(List.of(Objects.requireNonNull(IpBlock.find(text))));
  }

  @Test
  void uri_isItsText() throws Throwable {
    assertText("https://h/v1/x?q", URI.create("https://h/v1/x?q"));
    assertText("//h/%2e%2e", URI.create("//h/%2e%2e"));
    // Made from parts, its text is put together when it is asked for.
    assertText("https://u@h:1/a%20b", new URI("https", "u", "h", 1, "/a b", null, null));
    UrlUnder under =
        new UrlUnder(List.of(Objects.requireNonNull(UrlText.findBase("https://h/v1"))));
    assertEquals(true, under.admits(read(URI.create("https://h/v1/x?q")), 0));
    assertEquals(false, under.admits(read(URI.create("https://h/v1/../x")), 0));
  }

  @Test
  void address_isItsNumberWhateverItsName() throws Throwable {
    InetAddress named = InetAddress.getByAddress("trusted.example.org", new byte[] {10, 1, 2, 3});
    assertText("10.1.2.3", named);
    assertEquals(true, block("10.0.0.0/8").admits(read(named), 0));
    assertText("0:0:0:0:0:0:0:1", InetAddress.getByAddress(LOOPBACK_6));
    assertEquals(true, block("::1/128").admits(read(InetAddress.getByAddress(LOOPBACK_6)), 0));
  }

  @Test
  void url_isOpaqueBecauseItsHandlerSpellsIt() throws Throwable {
    URLStreamHandler liar =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            throw new AssertionError();
          }

          @Override
          protected String toExternalForm(URL url) {
            throw new AssertionError("the application's code ran inside the check");
          }
        };
    assertEquals(Kind.OPAQUE, read(new URL(null, "https://h/", liar)).kind(0));
    assertEquals(Kind.OPAQUE, read(new InetSocketAddress(1)).kind(0));
  }
}
