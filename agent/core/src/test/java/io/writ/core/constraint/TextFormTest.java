package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.core.constraint.Arguments.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code host}, {@code cidr} and {@code url_under} make of texts, hostile ones too. */
class TextFormTest {
  private static final String LABEL_63 = "a".repeat(63);

  private static boolean admits(Constraint constraint, String text) {
    Arguments arguments = new Arguments();
    arguments.add(Kind.TEXT, text);
    return constraint.admits(arguments, 0);
  }

  private static void assertAdmits(Constraint constraint, String... texts) {
    for (String text : texts) {
      assertEquals(true, admits(constraint, text), text);
    }
  }

  private static void assertRefuses(Constraint constraint, String... texts) {
    for (String text : texts) {
      assertEquals(false, admits(constraint, text), text);
    }
  }

  private static Host host(String... patterns) {
    return new Host(Arrays.stream(patterns).map(HostPattern::new).toList());
  }

  private static Cidr cidr(String... blocks) {
    return new Cidr(Arrays.stream(blocks).map(ConstraintChance::block).toList());
  }

  private static UrlUnder under(String... bases) {
    return new UrlUnder(Arrays.stream(bases).map(ConstraintChance::url).toList());
  }

  @Test
  void host_isComparedWithoutCaseAndWhole() {
    Host host = host("api.example.org", "localhost");
    assertAdmits(host, "api.example.org", "API.Example.ORG", "localhost");
    assertRefuses(
        host,
        "",
        "example.org",
        "a.api.example.org",
        "xapi.example.org",
        "api.example.org.",
        "api.example.org:443",
        " api.example.org",
        "api.example.org\0",
        "api.example.org\n",
        "api\u3002example.org",
        "ap\u0131.example.org",
        "api.example.or\u0261",
        "api..example.org",
        ".api.example.org",
        "loca\u017Fhost",
        "user@localhost",
        "%6cocalhost");
  }

  @Test
  void hostBelowAStar_hasOneMoreLabelAtLeast() {
    Host host = host("*.example.org");
    assertAdmits(host, "a.example.org", "b.a.EXAMPLE.org", "xn--bcher-kva.example.org");
    assertRefuses(
        host,
        "example.org",
        ".example.org",
        "aexample.org",
        "a.example.org.evil.com",
        "*.example.org",
        "a_b.example.org",
        "-a.example.org",
        "a-.example.org",
        "b\u00fccher.example.org");
    assertAdmits(host, LABEL_63 + ".example.org");
    assertRefuses(host, LABEL_63 + "a.example.org");
    assertAdmits(host, "a.".repeat(120) + "a.example.org");
    assertRefuses(host, "a.".repeat(119) + "aa.a.example.org");
  }

  @Test
  void addressOfWhateverSpelling_isNoHostName() {
    for (String text :
        List.of("127.0.0.1", "127.1", "0x7f000001", "a.0X7F", "1", "a.1", "0x", "::1")) {
      assertEquals(false, HostName.isHostName(text, 0, text.length()), text);
    }
    assertAdmits(host("a.0xg", "1.a"), "a.0xg", "1.a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "*",
        "*.",
        "**.a",
        "a.*",
        "*a.org",
        "a.*.org",
        "*.*.org",
        "Example.org",
        "*.Example.org",
        "example.org.",
        "b\u00fccher.de",
        "10.0.0.1",
        "*.1",
        "[::1]",
        "a:1",
        "a/b",
        "a b",
        "a\0"
      })
  void hostPatternThatIsNone_isRefused(String text) {
    assertNull(HostPattern.find(text));
  }

  @Test
  void cidr_includesItsFirstAndItsLastAddress() {
    Cidr cidr = cidr("10.0.0.0/8", "192.168.1.128/25", "1.2.3.4/32");
    assertAdmits(cidr, "10.0.0.0", "10.255.255.255", "192.168.1.128", "192.168.1.255", "1.2.3.4");
    assertRefuses(cidr, "9.255.255.255", "11.0.0.0", "192.168.1.127", "192.168.2.0", "1.2.3.5");
    assertAdmits(cidr("0.0.0.0/0"), "0.0.0.0", "255.255.255.255");
    assertRefuses(cidr("0.0.0.0/0"), "::", "0:0:0:0:0:0:0:1");
  }

  @Test
  void cidrOfIpv6_readsEverySpellingOfAnAddress() {
    Cidr cidr = cidr("2001:db8::/33", "::1/128");
    assertAdmits(
        cidr,
        "2001:db8::",
        "2001:DB8:0:0:0:0:0:1",
        "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
        "2001:0db8:0000::",
        "::1",
        "0:0:0:0:0:0:0:1",
        "0::1",
        "::0:1",
        "::0.0.0.1",
        "0:0:0:0:0:0:0.0.0.1",
        "2001:db8::1.2.3.4");
    assertRefuses(
        cidr, "2001:db8:8000::", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "::2", "::", "0.0.0.1");
    assertAdmits(cidr("::/0"), "::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8");
    assertAdmits(cidr("64:ff9b::/96"), "64:ff9b::192.0.2.1");
    assertAdmits(cidr("0:0:0:1::/64"), "0:0:0:1:ffff:ffff:ffff:ffff", "::1:0:0:0:0");
    assertRefuses(cidr("0:0:0:1::/64"), "0:0:0:2::", "::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0177.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.4 ",
        "1.2.3.4\0",
        "+1.2.3.4",
        "0x1.2.3.4",
        "16909060",
        "1.2.3.04",
        "1.2.3.1000",
        "\u0661.2.3.4",
        "1.2.3.4/32",
        "localhost",
        "::ffff:1.2.3.4",
        "0:0:0:0:0:ffff:102:304",
        "fe80::1%eth0",
        "fe80::1%1",
        "[::1]",
        ":",
        ":::",
        ":1",
        "1:",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::01.2.3.4",
        "\uff11::",
        "unix:/run/x"
      })
  void textThatIsNoAddress_liesInNoBlock(String text) {
    assertRefuses(cidr("0.0.0.0/0", "::/0"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.1/8",
        "0.0.0.1/0",
        "10.0.0.0/7777777777",
        "/8",
        "a/8",
        "::/129",
        "::1/127",
        "2001:db8:8000::/32",
        "::ffff:0:0/96",
        "::ffff:1.2.3.4/128",
        "fe80::%eth0/64",
        "10.0.0.0/ 8",
        "1::/0"
      })
  void blockThatIsNone_isRefused(String text) {
    assertNull(IpBlock.find(text));
  }

  @Test
  void block_isPrintedAsItIsRead() {
    for (String text :
        List.of(
            "10.0.0.0/8",
            "0.0.0.0/0",
            "255.255.255.255/32",
            "2001:db8:0:0:0:0:0:0/32",
            "0:0:0:0:0:0:0:1/128",
            "ffff:ffff:ffff:ffff:8000:0:0:0/65")) {
      assertEquals(text, ConstraintChance.block(text).toString());
    }
    assertEquals("0:0:0:0:0:0:0:1/128", ConstraintChance.block("::1/128").toString());
  }

  @Test
  void urlUnder_comparesSchemeHostAndEffectivePort() {
    UrlUnder under = under("https://api.example.org/v1");
    assertAdmits(
        under,
        "https://api.example.org/v1",
        "HTTPS://API.example.ORG/v1",
        "https://api.example.org:443/v1",
        "https://api.example.org/v1/",
        "https://api.example.org/v1/a/b/",
        "https://api.example.org/v1?a=b&c=/../%2e",
        "https://api.example.org/v1#/../x",
        "https://api.example.org/v1/a%20b",
        "https://api.example.org/v1/..a/.b/...");
    assertRefuses(
        under,
        "http://api.example.org/v1",
        "https://api.example.org:444/v1",
        "https://api.example.org:80/v1",
        "https://example.org/v1",
        "https://a.api.example.org/v1",
        "https://api.example.org",
        "https://api.example.org/",
        "https://api.example.org/v10",
        "https://api.example.org/v",
        "https://api.example.org/V1",
        "https://api.example.org/%761",
        "https://api.example.org?/v1",
        "wss://api.example.org/v1");
    assertAdmits(under("http://h:443"), "http://h:443/x");
    assertRefuses(under("http://h:443"), "https://h/x", "http://h/x");
    assertAdmits(under("ws://h"), "ws://h:80", "ws://h/", "ws://h?q");
    assertAdmits(under("wss://h"), "wss://h:443/a");
    assertAdmits(under("ftp://h"), "ftp://h/a");
    assertRefuses(under("ftp://h"), "ftp://h:21/a");
  }

  @Test
  void slashAtTheEndOfABase_isPartOfIt() {
    assertAdmits(under("https://h/v1/"), "https://h/v1/", "https://h/v1/x");
    assertRefuses(under("https://h/v1/"), "https://h/v1", "https://h/v1x/");
    assertAdmits(under("https://h/"), "https://h", "https://h/", "https://h/x");
    assertAdmits(under("https://h"), "https://h", "https://h/", "https://h/x");
  }

  @Test
  void addressAsHostOfAUrl_isComparedByItsValue() {
    assertAdmits(under("https://[::1]/"), "https://[0:0:0:0:0:0:0:1]/x", "https://[::1]:443/");
    assertRefuses(
        under("https://[::1]/"),
        "https://[::2]/",
        "https://::1/",
        "https://[::1/",
        "https://[::1]x/",
        "https://[]/",
        "https://[::ffff:1.2.3.4]/",
        "https://[fe80::1%25eth0]/",
        "https://[1.2.3.4]/");
    assertAdmits(under("https://[::1]"), "https://[::1]");
    assertAdmits(under("http://10.0.0.1/"), "http://10.0.0.1/x");
    assertRefuses(
        under("http://10.0.0.1/"), "http://10.1/x", "http://167772161/", "http://012.0.0.1/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https",
        "https:",
        "https:/h/v1",
        "https:h/v1",
        "//h/v1",
        "/v1",
        "://h/v1",
        "1ttps://h/v1",
        "ht tps://h/v1",
        "https:///v1",
        "https://user@h/v1",
        "https://h@evil.org/v1",
        "https://h:p@evil.org/v1",
        "https://@h/v1",
        "https://h\\@evil.org/v1",
        "https://h/v1\\..\\x",
        "https://h/v1/%5c..",
        "https://h/v1/../x",
        "https://h/v1/./x",
        "https://h/v1/..",
        "https://h/v1/.",
        "https://h/v1/%2e%2e/x",
        "https://h/v1/%2E./x",
        "https://h/v1/a%2fb",
        "https://h/v1/a%2Fb",
        "https://h/v1/..;/x",
        "https://h/v1/.;a=b/x",
        "https://h/v1/..%3b/x",
        "https://h/v1/%00",
        "https://h/v1/%0d%0aX",
        "https://h/v1/%7f",
        "https://h//v1/",
        "https://h/v1//",
        "https://h/v1//x",
        "https://h/v1/%",
        "https://h/v1/%4",
        "https://h/v1/%zz",
        "https://h/v1?%",
        "https://h/v1#%1",
        "https://h/v1 ",
        " https://h/v1",
        "https://h/v1\t",
        "https://h/v1\0",
        "https://h/v1?\n",
        "https://h/v1/\u00e9",
        "https://h/v1?\u2028",
        "https://\uff48/v1",
        "https://h./v1",
        "https://h:/v1",
        "https://h:0/v1",
        "https://h:0443/v1",
        "https://h:65536/v1",
        "https://h:99999/v1",
        "https://h:443:443/v1",
        "https://h:+443/v1",
        "https://h:4 3/v1",
        "https://h:\u0664/v1",
        "https://%68/v1",
        "https://h_/v1",
        "https://127.1/v1",
        "https://0x7f.1/v1",
        "https://*.h/v1",
        "jar:https://h/v1!/x"
      })
  void urlThatParsersReadDifferently_isNone(String text) {
    assertNull(UrlText.find(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/v1?q",
        "https://h/v1#f",
        "https://h?",
        "https://h#",
        "HTTPS://h/v1",
        "https://H/v1",
        "https://[::A]/",
        "https://u@h/",
        "https://h/../",
        "https://h//"
      })
  void urlThatIsNoBase_isRefused(String text) {
    assertNull(UrlText.findBase(text));
  }

  @Test
  void textBeyond4096Characters_isNotAdmitted() {
    String url = "https://h/" + "a".repeat(4086);
    assertNotNull(UrlText.find(url));
    assertAdmits(under("https://h/"), url);
    assertRefuses(under("https://h/"), url + "a");
    assertRefuses(host("*.a"), "a.".repeat(3_000) + "a");
    assertRefuses(cidr("::/0"), "0".repeat(5_000));
  }
}
