package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.IdentityProof;
import io.writ.config.StatusListSettings;
import io.writ.config.TrustFile;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import io.writ.crypto.KeyRefused;
import io.writ.crypto.SigningKey;
import io.writ.crypto.Svid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trust file, and what it names, as the agent will read them at its start. */
final class TrustCheck {
  private static final int MAX_BYTES = 1 << 20;

  private final TrustFile trust;
  private final Instant now;

  private TrustCheck(TrustFile trust, Instant now) {
    this.trust = trust;
    this.now = now;
  }

  static List<Finding> of(@Nullable Path file, Instant now) {
    if (file == null) {
      return List.of(Finding.note("trust", "not named; add --trust FILE"));
    }
    TrustFile trust;
    try {
      trust = TrustFile.read(file);
    } catch (ConfigurationRefused e) {
      return List.of(Finding.problem("trust", String.valueOf(e.getMessage())));
    }
    TrustCheck check = new TrustCheck(trust, now);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "trust",
            file
                + ": valid, runtime ["
                + trust.runtime().id()
                + "], authorities "
                + trust.authorities().byKeyId().keySet()));
    findings.add(check.identity());
    if (trust.revocations() != null) {
      findings.add(check.revocations());
    }
    trust.statusLists().forEach(settings -> findings.add(check.status(settings)));
    return findings;
  }

  private Finding identity() {
    IdentityProof proof = trust.identityProof();
    String id = trust.runtime().id();
    if (proof == null) {
      return Finding.note(
          "identity",
          "nothing proves that this runtime is [" + id + "]; name [key] or [svid] under [runtime]");
    }
    try {
      // Pattern switches are a preview feature at release 17.
      return proof instanceof IdentityProof.BySvid svid
          ? bySvid(svid, id)
          : byKey((IdentityProof.ByKey) proof, id);
    } catch (KeyRefused e) {
      return unproven(id, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Finding.problem(
          "identity",
          e.getMessage()
              + ": cannot be read ["
              + e.getClass().getSimpleName()
              + "]; the trust file names it under [runtime]");
    }
  }

  private Finding bySvid(IdentityProof.BySvid svid, String id) throws IOException, KeyRefused {
    Svid.checkProves(id, read(svid.certificate()), read(svid.key()), read(svid.bundle()), now);
    return proven(id, svid.certificate());
  }

  private static Finding byKey(IdentityProof.ByKey proof, String id)
      throws IOException, KeyRefused {
    SigningKey key = SigningKey.fromPem(read(proof.key()), null);
    return key.publicKey().equals(proof.pinned())
        ? proven(id, proof.key())
        : unproven(id, proof.key() + " is not the key that the trust file pins");
  }

  private static String read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
    }
  }

  private static Finding proven(String id, Path file) {
    return Finding.ok("identity", file + ": proves that this runtime is [" + id + "]");
  }

  private static Finding unproven(String id, String problem) {
    return Finding.problem(
        "identity", "does not prove that this runtime is [" + id + "]: " + problem);
  }

  private Finding revocations() {
    try {
      RevocationList list = TrustedLists.revocations(trust, now);
      return list == null
          ? Finding.note("revoked", "no list is named")
          : Finding.ok(
              "revoked",
              "version ["
                  + list.version()
                  + "], "
                  + Duration.between(list.issuedAt(), now).toSeconds()
                  + " s old, good until ["
                  + list.expiresAt()
                  + "]");
    } catch (Rejected e) {
      return Finding.problem(
          "revoked", e.reason() + ": " + e.detail() + "; renew it by writ revoke --renew");
    }
  }

  private Finding status(StatusListSettings settings) {
    try {
      StatusList list = TrustedLists.status(settings, now);
      return Finding.ok(
          "status",
          "["
              + settings.uri()
              + "] "
              + (list.expiresAt().equals(Instant.MAX)
                  ? "has no end"
                  : "good until [" + list.expiresAt() + "]"));
    } catch (Rejected e) {
      return Finding.problem(
          "status",
          e.reason() + ": " + e.detail() + "; fetch it anew from [" + settings.uri() + "]");
    }
  }
}
