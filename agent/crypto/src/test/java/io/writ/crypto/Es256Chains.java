package io.writ.crypto;

import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** ES256 where a signature has a second spelling: of (r, s), anybody can make (r, n − s). */
public final class Es256Chains {
  private Es256Chains() {}

  public static SigningKey key(int n) {
    byte[] seed = new byte[32];
    seed[31] = (byte) n;
    return SigningKey.fromSeed(SignatureAlgorithm.ES256, seed);
  }

  public static String confirmation(SigningKey holder) {
    return "{\"jwk\":" + JsonWriter.write(holder.publicKey().toJwk()) + "}";
  }

  /** The same object with the other signature of its signer. */
  public static String respelt(String jws) {
    int dot = jws.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(jws.substring(dot));
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] other = P256.pair(r, P256.DOMAIN.getN().subtract(s));
    return jws.substring(0, dot) + Base64Url.encode(other);
  }
}
