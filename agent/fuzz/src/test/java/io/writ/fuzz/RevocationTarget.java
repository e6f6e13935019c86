package io.writ.fuzz;

import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.SignedPolicy;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any claims as revocation list, status list and signed policy, with a signature that counts. */
public final class RevocationTarget {
  private static final String REVOCATIONS =
      "{\"alg\":\"Ed25519\",\"typ\":\"writ-revocations+jwt\",\"kid\":\"k\",\"crit\":[\"writ\"],\"writ\":1}";
  private static final String POLICY =
      "{\"alg\":\"Ed25519\",\"typ\":\"writ-policy+jwt\",\"kid\":\"k\",\"crit\":[\"writ\"],\"writ\":1}";
  private static final String STATUS = "{\"alg\":\"Ed25519\",\"typ\":\"statuslist+jwt\"}";
  private static final PinnedKeys KEYS = new PinnedKeys(Map.of("k", ChainTarget.KEY));

  private RevocationTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] claims) {
    Bounded.run(claims, () -> read(claims));
  }

  private static void read(byte[] claims) {
    try {
      RevocationList.verify(
          jws(REVOCATIONS, claims), KEYS, (alg, key, bytes, signature) -> true, ChainTarget.NOW);
    } catch (Rejected e) {
      // As it should be.
    }
    try {
      SignedPolicy.verify(
          jws(POLICY, claims), KEYS, (alg, key, bytes, signature) -> true, ChainTarget.NOW);
    } catch (Rejected e) {
      // As it should be.
    }
    try {
      StatusList list =
          StatusList.verify(
              jws(STATUS, claims),
              "u",
              ChainTarget.KEY,
              (alg, key, bytes, signature) -> true,
              ChainTarget.NOW);
      list.status(Integer.MAX_VALUE);
      list.status(0);
    } catch (Rejected e) {
      // As it should be.
    }
  }

  private static String jws(String header, byte[] claims) {
    return Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + Base64Url.encode(claims)
        + ".AAAA";
  }
}
