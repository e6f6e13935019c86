package io.writ.config;

import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.policy.Policy;
import io.writ.core.policy.SignedPolicy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * The one road from a policy file's bytes to a policy: signed by whom the trust file lets sign
 * policies, or in development as it is.
 */
public final class PolicyLoader {
  private final String file;
  private final String trustFile;
  private final TrustFile trust;
  private final SignatureVerifier signatures;
  private final PolicyContext context;
  private final InstantSource clock;

  /**
   * A loader for one file.
   *
   * @param file the policy file's name, for messages
   * @param trustFile the trust file's
   * @param context read at start, so that a variable keeps its value
   */
  public PolicyLoader(
      String file,
      String trustFile,
      TrustFile trust,
      SignatureVerifier signatures,
      PolicyContext context,
      InstantSource clock) {
    this.file = file;
    this.trustFile = trustFile;
    this.trust = trust;
    this.signatures = signatures;
    this.context = context;
    this.clock = clock;
  }

  /** The policy that the bytes hold, when it counts. */
  public LoadedPolicy load(byte[] bytes) throws ConfigurationRefused {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!SignedPolicy.isSigned(text)) {
      if (!trust.isDevelopment()) {
        throw new ConfigurationRefused(
            file
                + ": is not signed, and ["
                + trustFile
                + "] does not say [level: development]; sign it with [writ policy sign]");
      }
      return new LoadedPolicy(
          PolicyReader.read(file, bytes, context), new String(bytes, StandardCharsets.UTF_8), "");
    }
    SignedPolicy signed = verify(text);
    Policy policy = PolicyReader.read(file + " (document)", signed.documentBytes(), context);
    if (!policy.id().equals(signed.id()) || policy.version() != signed.version()) {
      throw new ConfigurationRefused(
          file
              + ": the envelope names ["
              + signed.id()
              + " v"
              + signed.version()
              + "], its document is ["
              + policy.id()
              + " v"
              + policy.version()
              + "]; sign the document anew");
    }
    return new LoadedPolicy(policy, text, signed.keyId());
  }

  private SignedPolicy verify(String text) throws ConfigurationRefused {
    try {
      return SignedPolicy.verify(text, trust.policySigners(), signatures, clock.instant());
    } catch (Rejected e) {
      throw new ConfigurationRefused(
          file
              + ": "
              + e.reason()
              + ": "
              + e.detail()
              + "; pin the signer under [policy_signers] of ["
              + trustFile
              + "], or have a pinned one sign");
    }
  }
}
