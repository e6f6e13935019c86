package io.writ.policy;

import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.SignedPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The document in a policy file, signed or not. The tools look at it; they enforce nothing. */
public final class PolicyDocument {
  private PolicyDocument() {}

  /** The document's bytes; of a signed one without a look at the signature. */
  public static byte[] read(Path file) throws ConfigurationRefused {
    byte[] bytes = ConfigurationFile.read(file, "policy", SignedPolicy.MAX_CHARS);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!SignedPolicy.isSigned(text)) {
      return bytes;
    }
    try {
      return SignedPolicy.readUnverified(text).documentBytes();
    } catch (Rejected e) {
      throw new ConfigurationRefused(file + ": " + e.reason() + ": " + e.detail());
    }
  }
}
