package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every case of the Wycheproof files, through the verification that links go through. */
class WycheproofTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_CHARS = 64 * 1024;
  private static final Signatures SIGNATURES = new Signatures();

  /** How a file's cases came out. */
  private static final class Count {
    private int accepted;
    private int refused;

    void add(boolean isAccepted) {
      accepted += isAccepted ? 1 : 0;
      refused += isAccepted ? 0 : 1;
    }

    void print(String what, String more) {
      System.out.println(
          "Wycheproof %s: %d cases, %d valid accepted, %d invalid refused%s"
              .formatted(what, accepted + refused, accepted, refused, more));
    }
  }

  private static boolean verify(SignatureAlgorithm algorithm, byte[] key, WycheproofFile.Case it) {
    return SIGNATURES.verify(algorithm, key, it.hex("msg"), it.hex("sig"));
  }

  private static void decideAsTheFileSays(
      String file, SignatureAlgorithm algorithm, Function<Map<String, JsonValue>, byte[]> key) {
    Count count = new Count();
    for (WycheproofFile.Case it : WycheproofFile.cases(file)) {
      boolean isAccepted = verify(algorithm, key.apply(it.group()), it);
      assertEquals(it.isValid(), isAccepted, it.name());
      count.add(isAccepted);
    }
    count.print(algorithm.headerName(), "");
  }

  @Test
  void ed25519_isDecidedAsTheFileSays() {
    decideAsTheFileSays(
        "ed25519_test",
        SignatureAlgorithm.ED25519,
        group -> {
          Map<String, JsonValue> key = WycheproofFile.members(group.get("publicKey"));
          return HEX.parseHex(WycheproofFile.text(key, "pk"));
        });
  }

  @Test
  void es256_isDecidedAsTheFileSays() {
    decideAsTheFileSays(
        "ecdsa_secp256r1_sha256_p1363_test",
        SignatureAlgorithm.ES256,
        group -> {
          Map<String, JsonValue> key = WycheproofFile.members(group.get("publicKey"));
          String point = WycheproofFile.text(key, "uncompressed");
          assertTrue(point.startsWith("04"), point);
          return HEX.parseHex(point.substring(2));
        });
  }

  @Test
  void mlDsa65_isDecidedAsTheFileSaysExceptThatAContextIsAlwaysRefused() {
    Count count = new Count();
    int validWithContext = 0;
    for (WycheproofFile.Case it : WycheproofFile.cases("mldsa_65_verify_test")) {
      byte[] key = HEX.parseHex(WycheproofFile.text(it.group(), "publicKey"));
      boolean isAccepted = verify(SignatureAlgorithm.ML_DSA_65, key, it);
      if (it.isValid() && it.hasContext()) {
        assertFalse(isAccepted, it.name());
        validWithContext++;
        continue;
      }
      assertEquals(it.isValid(), isAccepted, it.name());
      count.add(isAccepted);
    }
    assertTrue(validWithContext > 0);
    count.print(
        "ML-DSA-65", ", and " + validWithContext + " valid under a context, which we refuse");
  }

  /** The same seed makes the same key, the same PKCS#8 and the same deterministic signature. */
  @Test
  void mlDsa65SigningFromASeed_givesTheSignaturesOfTheFile() {
    int signed = 0;
    int withContext = 0;
    int hedged = 0;
    int badSeeds = 0;
    int internal = 0;
    for (WycheproofFile.Case it : WycheproofFile.cases("mldsa_65_sign_seed_test")) {
      byte[] seed = HEX.parseHex(WycheproofFile.text(it.group(), "privateSeed"));
      if (it.hasFlag("IncorrectPrivateKeyLength")) {
        assertThrows(
            IllegalArgumentException.class,
            () -> SigningKey.fromSeed(SignatureAlgorithm.ML_DSA_65, seed),
            it.name());
        badSeeds++;
        continue;
      }
      SigningKey key = SigningKey.fromSeed(SignatureAlgorithm.ML_DSA_65, seed);
      assertKeyIsThatOfTheFile(key, it);
      if (it.hasFlag("Internal")) {
        internal++;
      } else if (it.hasContext()) {
        assertFalse(Arrays.equals(it.hex("sig"), key.sign(it.hex("msg"))), it.name());
        withContext++;
      } else if (it.hasFlag("Randomized")) {
        assertTrue(verify(SignatureAlgorithm.ML_DSA_65, key.publicKey().bytes(), it), it.name());
        hedged++;
      } else {
        assertTrue(it.isValid(), it.name());
        assertArrayEquals(it.hex("sig"), key.sign(it.hex("msg")), it.name());
        signed++;
      }
    }
    assertTrue(signed > 0);
    System.out.println(
        ("Wycheproof ML-DSA-65 signing: %d cases, %d signatures equal, %d hedged verified, %d bad"
                + " seeds refused; not ours: %d with a context, %d of a given mu")
            .formatted(
                signed + hedged + badSeeds + withContext + internal,
                signed,
                hedged,
                badSeeds,
                withContext,
                internal));
  }

  private static void assertKeyIsThatOfTheFile(SigningKey key, WycheproofFile.Case it) {
    assertArrayEquals(
        HEX.parseHex(WycheproofFile.text(it.group(), "publicKey")),
        key.publicKey().bytes(),
        it.name());
    // Some groups have none.
    if (it.group().containsKey("privateKeyPkcs8")) {
      assertEquals(
          WycheproofFile.text(it.group(), "privateKeyPkcs8"),
          HEX.formatHex(Base64.getMimeDecoder().decode(key.toPem().replaceAll("-----.*-----", ""))),
          it.name());
    }
  }

  /** No header of the file has our typ, crit and writ: whatever is signed, no slot takes it. */
  @ParameterizedTest
  @EnumSource
  void everyJws_isDeniedAsEveryTypeOfOurs(JwsType type) {
    Map<Reason, Integer> denied = new EnumMap<>(Reason.class);
    List<WycheproofFile.Case> cases = WycheproofFile.cases("json_web_signature_test");
    for (WycheproofFile.Case it : cases) {
      Rejected pinned = assertThrows(Rejected.class, () -> verifyLikeALink(it, type), it.name());
      denied.merge(pinned.reason(), 1, Integer::sum);
      assertThrows(Rejected.class, () -> jws(it).unpinnedHeader(type), it.name());
    }
    assertEquals(cases.size(), denied.values().stream().mapToInt(n -> n).sum());
    System.out.println(
        "Wycheproof JWS as %s: %d cases, all denied: %s"
            .formatted(type.headerName(), cases.size(), denied));
  }

  private static void verifyLikeALink(WycheproofFile.Case it, JwsType type) throws Rejected {
    CompactJws jws = jws(it);
    jws.checkSigned(jws.pinnedHeader(type), key(it), SIGNATURES, "the authority");
  }

  /** The envelope without the profile: alg, key and signature alone decide. */
  @Test
  void jwsOfAP256Key_isDecidedAsTheFileSaysWhereOnlyTheSignatureCounts() {
    Count count = new Count();
    for (WycheproofFile.Case it : WycheproofFile.cases("json_web_signature_test")) {
      if (!(it.group().get("public") instanceof JsonValue.Members key
          && new JsonValue.Text("P-256").equals(key.byName().get("crv")))) {
        continue;
      }
      boolean isAccepted = isSigned(it);
      assertEquals(it.isValid(), isAccepted, it.name());
      count.add(isAccepted);
    }
    assertTrue(count.accepted > 0 && count.refused > 0);
    count.print("JWS of P-256 keys, without our profile", "");
  }

  private static boolean isSigned(WycheproofFile.Case it) {
    try {
      CompactJws jws = jws(it);
      String text = jws.text();
      byte[] header = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
      SignatureAlgorithm algorithm =
          JsonReader.read(header) instanceof JsonValue.Members members
                  && members.byName().get("alg") instanceof JsonValue.Text alg
              ? SignatureAlgorithm.findByHeader(alg.value())
              : null;
      if (algorithm == null) {
        return false;
      }
      jws.checkSigned(new JwsHeader(algorithm, "any"), key(it), SIGNATURES, "the authority");
      return true;
    } catch (Rejected | EncodingRefused e) {
      return false;
    }
  }

  private static PublicKey key(WycheproofFile.Case it) throws Rejected {
    return Jwk.read(it.group().get("public"), "jwk");
  }

  private static CompactJws jws(WycheproofFile.Case it) throws Rejected {
    return CompactJws.parse(WycheproofFile.text(it.test(), "jws"), MAX_CHARS, "jws");
  }
}
