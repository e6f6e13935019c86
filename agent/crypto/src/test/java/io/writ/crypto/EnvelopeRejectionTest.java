package io.writ.crypto;

import static io.writ.crypto.Forge.AUTHORITY;
import static io.writ.crypto.Forge.ROOT_HEADER;
import static io.writ.crypto.Forge.STRANGER;
import static io.writ.crypto.Forge.chain;
import static io.writ.crypto.Forge.encode;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Rejections.assertRejected;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any claim is read: encoding, header, key and signature. */
class EnvelopeRejectionTest {
  private static final String PARAMETER =
      "link[0].header has a parameter outside [alg, typ, kid, crit, writ]";
  private static final String KID = "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]";

  private static void assertHeaderRejected(String header, Reason reason, String message) {
    assertRejected(link(header, root(), AUTHORITY), reason, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "",
        "HS256",
        "RS256",
        "PS256",
        "ES384",
        "ML-DSA-87",
        "HashML-DSA-65",
        "Ed448",
        "ed25519"
      })
  void algorithmOutsideTheProfile_isRejectedBeforeAnyKeyIsUsed(String alg) {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"Ed25519\"", "\"" + alg + "\""),
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].header.alg is not in this profile [Ed25519, ES256, ML-DSA-65]");
  }

  /** Both signatures have 64 bytes: the header must not choose how the key is read. */
  @Test
  void algorithmOtherThanTheKeysOwn_isRejectedBeforeTheSignature() {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"Ed25519\"", "\"ES256\""),
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].header.alg is not the algorithm of its key");
    String root = rootLink(root());
    assertRejected(
        chain(
            root,
            link(
                Forge.CHILD_HEADER.replace("Ed25519", "ML-DSA-65"),
                Forge.child(root),
                Forge.HOLDER)),
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[1].header.alg is not the algorithm of its key");
  }

  @Test
  void olderNameOfTheAlgorithm_isAcceptedWithAnEd25519Key() throws Rejected {
    Forge.verify(link(ROOT_HEADER.replace("Ed25519", "EdDSA"), root(), AUTHORITY));
  }

  @Test
  void algorithmNoneWithEmptySignature_isRejected() {
    String header = ROOT_HEADER.replace("Ed25519", "none");
    assertRejected(
        encode(header) + "." + encode("{}") + ".",
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].header.alg is not in this profile [Ed25519, ES256, ML-DSA-65]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "b64", "zip", "cty", "enc", "epk"})
  void headerThatBringsItsOwnKeyOrReading_isRejected(String parameter) {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"writ\":1", "\"writ\":1,\"" + parameter + "\":\"https://evil\""),
        Reason.HEADER_NOT_ALLOWED,
        PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "a' or 1=1 --", "a\\u0000b", "", "a/b", "käse", "a b", "%2e"})
  void keyIdThatIsNotAPlainName_isRejected(String kid) {
    assertHeaderRejected(ROOT_HEADER.replace("issuer-2026", kid), Reason.HEADER_NOT_ALLOWED, KID);
  }

  @Test
  void keyIdOf65Characters_isRejected() {
    assertHeaderRejected(
        ROOT_HEADER.replace("issuer-2026", "k".repeat(65)), Reason.HEADER_NOT_ALLOWED, KID);
  }

  @Test
  void rootWithoutKeyId_isRejected() {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"kid\":\"issuer-2026\",", ""), Reason.HEADER_NOT_ALLOWED, KID);
  }

  @Test
  void keyIdTwiceInOneHeader_isRejected() {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"kid\":", "\"kid\":\"a\",\"kid\":"),
        Reason.MALFORMED,
        "link[0].header a member name occurs twice in one object at character [63]");
  }

  @Test
  void keyIdThatTheTrustFileDoesNotList_isRejected() {
    assertHeaderRejected(
        ROOT_HEADER.replace("issuer-2026", "issuer-2027"),
        Reason.UNKNOWN_AUTHORITY,
        "link[0].header.kid is [issuer-2027], which the trust file does not list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"b64\"]", "[\"writ\",\"exp\"]", "\"writ\"", "null"})
  void criticalListOtherThanWrit_isRejected(String crit) {
    assertHeaderRejected(
        ROOT_HEADER.replace("[\"writ\"]", crit),
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.crit must be [\"writ\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1.0", "\"1\"", "true"})
  void profileOtherThanOne_isRejected(String profile) {
    assertHeaderRejected(
        ROOT_HEADER.replace("\"writ\":1", "\"writ\":" + profile),
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.writ must be [1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "writ-pop+jwt",
        "writ-cosig+jwt",
        "writ-policy+jwt",
        "writ-revocations+jwt",
        "JWT",
        "at+jwt",
        "WRIT+JWT"
      })
  void typeOfAnotherSlot_isRejected(String typ) {
    assertHeaderRejected(
        ROOT_HEADER.replace("writ+jwt", typ),
        Reason.WRONG_TYPE,
        "link[0].header.typ must be [writ+jwt]");
  }

  @Test
  void keyIdInAChild_isRejected() {
    String root = rootLink(root());
    assertRejected(
        chain(root, link(ROOT_HEADER, Forge.child(root), Forge.HOLDER)),
        Reason.HEADER_NOT_ALLOWED,
        "link[1].header.kid names a key, but the key here is known already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "a.b.c.d.e", "..."})
  void textThatIsNoCompactJws_isRejected(String presented) {
    assertRejected(
        presented, Reason.MALFORMED, "link[0] is not a compact JWS: it must have exactly two dots");
  }

  @Test
  void jsonSerialization_isRejected() {
    assertRejected(
        "{\"payload\":\"x\",\"protected\":\"x\",\"signature\":\"x\"}",
        Reason.MALFORMED,
        "artifact has a member outside [links, cosignatures, proof]");
  }

  @Test
  void jsonSerializationInsideTheArray_isRejected() {
    assertRejected(
        "[{\"protected\":\"x\",\"payload\":\"y\",\"signature\":\"z\"}]",
        Reason.MALFORMED,
        "link[0] is [object], must be [string]");
  }

  @Test
  void textThatFollowsTheArray_isRejected() {
    String chain = chain(rootLink(root()));
    assertRejected(
        chain + "x",
        Reason.MALFORMED,
        "artifact something follows the JSON value at character [" + chain.length() + "]");
  }

  @Test
  void emptyArray_isRejected() {
    assertRejected("[]", Reason.MALFORMED, "artifact has no link");
  }

  @Test
  void tenLinks_areRejectedBeforeOneIsRead() {
    String[] links = new String[10];
    Arrays.fill(links, "x");
    assertRejected(chain(links), Reason.DEPTH_EXCEEDED, "artifact has [10] links, at most [9]");
  }

  @Test
  void artifactBeyond64KiB_isRejected() {
    assertRejected(
        "a".repeat(65_537),
        Reason.TOO_LARGE,
        "artifact.links has [65537] characters, at most [65536]");
  }

  @Test
  void linkBeyond16KiB_isRejected() {
    assertRejected(
        "a".repeat(16_385), Reason.TOO_LARGE, "link[0] has [16385] characters, at most [16384]");
  }

  @Test
  void headerBeyond1KiB_isRejected() {
    assertHeaderRejected(
        ROOT_HEADER + " ".repeat(1025 - ROOT_HEADER.length()),
        Reason.TOO_LARGE,
        "link[0].header has [1025] bytes, at most [1024]");
  }

  @Test
  void base64PaddingSpacesAndUnusedBits_areRejected() {
    String link = rootLink(root());
    String head = link.substring(0, link.indexOf('.'));
    assertRejected(
        link + "=",
        Reason.MALFORMED,
        "link[0].signature is not base64url: foreign character at [86]");
    assertRejected(
        " " + link, Reason.MALFORMED, "link[0].header is not base64url: foreign character at [0]");
    assertRejected(
        link + "\n",
        Reason.MALFORMED,
        "link[0].signature is not base64url: foreign character at [86]");
    assertRejected(
        link.replace(head, head.replace('-', '+').replaceFirst("^.", "+")),
        Reason.MALFORMED,
        "link[0].header is not base64url: foreign character at [0]");
    String withUnusedBits =
        link.substring(0, link.length() - 1) + next(link.charAt(link.length() - 1));
    assertRejected(
        withUnusedBits,
        Reason.MALFORMED,
        "link[0].signature is not base64url: unused bits are set");
  }

  /** The next character of the alphabet: it differs in the lowest bit, which no byte uses. */
  private static char next(char last) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(last) ^ 1);
  }

  @Test
  void changedPayload_isRejected() {
    String link = rootLink(root());
    String other = rootLink(Forge.with(root(), "sub", "\"mallory\""));
    assertRejected(
        link.substring(0, link.indexOf('.'))
            + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
            + link.substring(link.lastIndexOf('.')),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  @Test
  void rootOfAStranger_isRejected() {
    assertRejected(
        link(ROOT_HEADER, root(), STRANGER),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  @Test
  void claimsThatNobodySigned_areNeverParsed() {
    assertRejected(
        link(ROOT_HEADER, "[".repeat(5000), STRANGER),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  @Test
  void signatureWithOrderAdded_isRejected() {
    String link = rootLink(root());
    byte[] signature = decodedSignature(link);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] scalar = reversed(Arrays.copyOfRange(signature, 32, 64));
    byte[] malleated = reversed(leftPadded(new BigInteger(1, scalar).add(order).toByteArray()));
    System.arraycopy(malleated, 0, signature, 32, 32);
    assertSignatureRejected(link, signature);
  }

  @Test
  void signatureOf63And65Bytes_isRejected() {
    String link = rootLink(root());
    assertSignatureRejected(link, Arrays.copyOf(decodedSignature(link), 63));
    assertSignatureRejected(link, Arrays.copyOf(decodedSignature(link), 65));
    assertSignatureRejected(link, new byte[0]);
  }

  private static void assertSignatureRejected(String link, byte[] signature) {
    assertRejected(
        link.substring(0, link.lastIndexOf('.') + 1) + Base64Url.encode(signature),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  private static byte[] decodedSignature(String link) {
    return Base64.getUrlDecoder().decode(link.substring(link.lastIndexOf('.') + 1));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  private static byte[] leftPadded(byte[] bytes) {
    byte[] out = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, out, 32 - length, length);
    return out;
  }

  @Test
  void payloadWithDuplicateMemberBomUtf16DepthBombOrHugeNumber_isRejected() {
    String json = JsonWriter.write(new JsonValue.Members(root()));
    assertPayloadRejected(
        json.replaceFirst("\"sub\":", "\"iss\":\"https://x\",\"sub\":"),
        "a member name occurs twice in one object at character [49]");
    assertPayloadRejected("\uFEFF" + json, "begins with a byte order mark");
    assertPayloadRejected("{\u0000}", "is not JSON at character [1]");
    assertPayloadRejected("[".repeat(5000), "is nested deeper than [16] at character [17]");
    assertPayloadRejected("{\"exp\":1e400}", "a number has an exponent beyond [40]");
    assertPayloadRejected("{\"exp\":9007199254740993}", "a number is beyond ±[9007199254740991]");
    assertPayloadRejected(
        "{\"sub\":\"\\ud800\"}", "a lone surrogate stands in a string at character [15]");
    assertPayloadRejected(
        json + "{}", "something follows the JSON value at character [" + json.length() + "]");
    assertPayloadRejected("", "ends too early");
  }

  private static void assertPayloadRejected(String payload, String problem) {
    assertRejected(
        link(ROOT_HEADER, payload, AUTHORITY), Reason.MALFORMED, "link[0].payload " + problem);
  }

  @Test
  void payloadThatIsNoObject_isRejected() {
    assertRejected(
        link(ROOT_HEADER, "[]", AUTHORITY),
        Reason.CLAIM_INVALID,
        "link[0].payload is [array], must be [object]");
  }
}
