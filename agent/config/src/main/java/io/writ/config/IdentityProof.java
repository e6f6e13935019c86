package io.writ.config;

import io.writ.core.jws.PublicKey;
import java.nio.file.Path;

/** How a runtime shows that it is the one that the trust file names. */
public sealed interface IdentityProof {

  /** By the private half of a key that the trust file pins. */
  record ByKey(Path key, PublicKey pinned) implements IdentityProof {}

  /**
   * By an X.509-SVID: a certificate that names the id, its private key, and the trust domain's
   * roots.
   *
   * @param certificate PEM, the leaf first, then intermediates
   * @param key PEM, PKCS#8
   * @param bundle PEM, the roots
   */
  record BySvid(Path certificate, Path key, Path bundle) implements IdentityProof {}
}
