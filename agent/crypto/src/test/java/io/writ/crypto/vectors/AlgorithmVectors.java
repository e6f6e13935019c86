package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.root;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Beside;
import io.writ.crypto.Es256Chains;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signatures of each algorithm: good, respelt, cut, and by small-order keys. */
final class AlgorithmVectors {
  private static final SigningKey ED25519 = Forge.AUTHORITY;
  private static final SigningKey ES256 = Es256Chains.key(1);
  private static final SigningKey ML_DSA = mlDsa(1);
  private static final String SCOPE = Forge.scope("{\"a:b\":{}}");
  private static final String NARROWER =
      Forge.scope("{\"a:b\":{\"x\":{\"type\":\"exact\",\"value\":1}}}");

  private AlgorithmVectors() {}

  static SigningKey mlDsa(int n) {
    byte[] seed = new byte[32];
    seed[0] = (byte) (40 + n);
    return SigningKey.fromSeed(SignatureAlgorithm.ML_DSA_65, seed);
  }

  static VectorFile file() {
    Map<String, PublicKey> authorities = new LinkedHashMap<>();
    authorities.put("issuer-2026", ED25519.publicKey());
    authorities.put("es256", ES256.publicKey());
    authorities.put("ml-dsa", ML_DSA.publicKey());
    // y = 1: the neutral element, of order one.
    byte[] small = new byte[32];
    small[0] = 1;
    authorities.put("small", new PublicKey(SignatureAlgorithm.ED25519, small));
    VectorFile file =
        new VectorFile(
            "algorithms",
            "artifact",
            "Signatures of each algorithm, over roots and down chains of mixed keys.",
            Configuration.standard().keys("authorities", authorities).members());
    good(file);
    ed25519(file);
    es256(file);
    mlDsa(file);
    return file;
  }

  private static String proven(List<String> links, SigningKey holder) {
    return Beside.presented(
        links,
        List.of(),
        Beside.signed("writ-pop+jwt", null, Beside.proof(links.toArray(new String[0])), holder));
  }

  private static String rootOf(String keyId, SigningKey authority) {
    return Beside.signed("writ+jwt", keyId, Small.root(SCOPE), authority);
  }

  private static void good(VectorFile file) {
    file.valid(
        "ed25519",
        "an Ed25519 root",
        proven(List.of(rootOf("issuer-2026", ED25519)), Forge.HOLDER));
    file.valid(
        "eddsa",
        "the older name EdDSA with an Ed25519 key",
        Forge.proven(Forge.link(Forge.ROOT_HEADER.replace("Ed25519", "EdDSA"), root(), ED25519)));
    file.valid("es256", "an ES256 root", proven(List.of(rootOf("es256", ES256)), Forge.HOLDER));
    file.valid(
        "ml-dsa-65", "an ML-DSA-65 root", proven(List.of(rootOf("ml-dsa", ML_DSA)), Forge.HOLDER));
    List<SigningKey> holders = List.of(Es256Chains.key(2), Forge.HOLDER, mlDsa(2));
    for (SigningKey parent : holders) {
      for (SigningKey holder : holders) {
        String root = Beside.signed("writ+jwt", "issuer-2026", Small.root(SCOPE, parent), ED25519);
        String child =
            Beside.signed("writ+jwt", null, Small.child(root, NARROWER, parent, holder), parent);
        String names =
            parent.publicKey().algorithm().headerName()
                + "-"
                + holder.publicKey().algorithm().headerName();
        file.valid(
            "chain-" + names,
            "holders of root and child: " + names,
            proven(List.of(root, child), holder));
      }
    }
  }

  private static String with(String jws, byte[] signature) {
    return jws.substring(0, jws.lastIndexOf('.') + 1) + Base64Url.encode(signature);
  }

  private static byte[] signature(String jws) {
    return Base64.getUrlDecoder().decode(jws.substring(jws.lastIndexOf('.') + 1));
  }

  private static void invalid(
      VectorFile file, String id, String comment, String root, String keyId, String flag) {
    file.invalid(
        id,
        comment,
        proven(List.of(root), Forge.HOLDER),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [" + keyId + "]",
        flag);
  }

  private static void ed25519(VectorFile file) {
    String root = rootOf("issuer-2026", ED25519);
    byte[] signature = signature(root);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] scalar = new byte[32];
    for (int i = 0; i < 32; i++) {
      scalar[i] = signature[63 - i];
    }
    byte[] sum = new BigInteger(1, scalar).add(order).toByteArray();
    byte[] malleated = signature.clone();
    for (int i = 0; i < 32; i++) {
      malleated[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
    }
    invalid(
        file,
        "ed25519-s-plus-l",
        "S + L in place of S",
        with(root, malleated),
        "issuer-2026",
        "SignatureMalleability");
    invalid(
        file,
        "ed25519-65-bytes",
        "a signature of 65 bytes",
        with(root, Arrays.copyOf(signature, 65)),
        "issuer-2026",
        "SignatureLength");
    invalid(
        file,
        "ed25519-63-bytes",
        "a signature of 63 bytes",
        with(root, Arrays.copyOf(signature, 63)),
        "issuer-2026",
        "SignatureLength");
    invalid(
        file,
        "ed25519-empty",
        "no signature",
        with(root, new byte[0]),
        "issuer-2026",
        "SignatureLength");
    invalid(
        file,
        "ed25519-of-another",
        "signed by another key",
        Beside.signed("writ+jwt", "issuer-2026", Small.root(SCOPE), Forge.STRANGER),
        "issuer-2026",
        "WrongKey");
    // R = the neutral element, S = 0: holds for every message under a key of order one.
    byte[] universal = new byte[64];
    universal[0] = 1;
    invalid(
        file,
        "ed25519-small-order-key",
        "a pinned key of order one, under which one signature fits every message",
        with(rootOf("small", ED25519), universal),
        "small",
        "SmallOrderKey");
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    byte[] pair = new byte[64];
    for (int half = 0; half < 2; half++) {
      byte[] number = (half == 0 ? r : s).toByteArray();
      int length = Math.min(32, number.length);
      System.arraycopy(number, number.length - length, pair, 32 * half + 32 - length, length);
    }
    return pair;
  }

  private static void es256(VectorFile file) {
    String root = rootOf("es256", ES256);
    byte[] signature = signature(root);
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    BigInteger n =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    file.valid(
        "es256-n-minus-s",
        "(r, n - s): ECDSA has two signatures for one, which is why nothing is named by its"
            + " signature",
        proven(List.of(with(root, pair(r, n.subtract(s)))), Forge.HOLDER),
        "SignatureMalleability");
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("zero", new byte[64]);
    bad.put("r-zero", pair(BigInteger.ZERO, s));
    bad.put("s-zero", pair(r, BigInteger.ZERO));
    bad.put("r-n", pair(n, s));
    bad.put("s-n", pair(r, n));
    bad.put("swapped", pair(s, r));
    bad.put("63-bytes", Arrays.copyOf(signature, 63));
    bad.put("65-bytes", Arrays.copyOf(signature, 65));
    bad.put("der", der(r, s));
    bad.forEach(
        (id, bytes) ->
            invalid(
                file,
                "es256-" + id,
                "signature: " + id,
                with(root, bytes),
                "es256",
                "InvalidSignature"));
  }

  /** SEQUENCE of two INTEGER, each of at most 33 bytes. */
  private static byte[] der(BigInteger r, BigInteger s) {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 0x02;
    der[3] = (byte) first.length;
    System.arraycopy(first, 0, der, 4, first.length);
    der[4 + first.length] = 0x02;
    der[5 + first.length] = (byte) second.length;
    System.arraycopy(second, 0, der, 6 + first.length, second.length);
    return der;
  }

  private static void mlDsa(VectorFile file) {
    String root = rootOf("ml-dsa", ML_DSA);
    byte[] signature = signature(root);
    byte[] changed = signature.clone();
    changed[100] ^= 1;
    invalid(
        file,
        "ml-dsa-changed",
        "one bit changed",
        with(root, changed),
        "ml-dsa",
        "InvalidSignature");
    invalid(
        file,
        "ml-dsa-shorter",
        "a signature of 3,308 bytes",
        with(root, Arrays.copyOf(signature, 3308)),
        "ml-dsa",
        "SignatureLength");
    invalid(
        file,
        "ml-dsa-longer",
        "a signature of 3,310 bytes",
        with(root, Arrays.copyOf(signature, 3310)),
        "ml-dsa",
        "SignatureLength");
    invalid(
        file,
        "ml-dsa-of-another",
        "signed by another key",
        Beside.signed("writ+jwt", "ml-dsa", Small.root(SCOPE), mlDsa(3)),
        "ml-dsa",
        "WrongKey");
    file.invalid(
        "ml-dsa-as-ed25519",
        "alg Ed25519 for a pinned ML-DSA-65 key",
        Beside.signed("writ+jwt", "ml-dsa", Small.root(SCOPE), ED25519),
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].header.alg is not the algorithm of its key",
        "AlgorithmConfusion");
  }
}
