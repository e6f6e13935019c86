package io.writ.agent;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.Presentation;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** A governed JVM with a name and a key of its own, under an authority that it shares. */
final class HandedRuntime {
  private static final SecureRandom RANDOM = new SecureRandom();

  final String name;
  final GovernedJvm jvm;
  private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);

  HandedRuntime(Path directory, String name) throws IOException {
    this.name = name;
    this.jvm = new GovernedJvm(Files.createDirectory(directory.resolve(name)));
  }

  String id() {
    return "spiffe://example.org/" + name;
  }

  /** Trusts the authority and has its key where its trust file says. */
  HandedRuntime under(TestAuthority authority) throws IOException {
    Files.writeString(jvm.directory.resolve("runtime.pem"), key.toPem());
    Files.writeString(
        jvm.trustFile(),
        authority
            .trustFile()
            .replaceFirst(
                "runtime: .*",
                "runtime: { id: \""
                    + id()
                    + "\", audience: example.org, key: { file: runtime.pem, alg: Ed25519, x: "
                    + publicKey()
                    + " } }"));
    return this;
  }

  private String publicKey() {
    return Base64Url.encode(key.publicKey().bytes());
  }

  /** An entry of another runtime's {@code destinations}. */
  String asDestination(String place) {
    return """
          %s:
            to: ["%s"]
            runtime: "%s"
            audience: example.org
            key: { alg: Ed25519, x: %s }
        """
        .formatted(name, place, id(), publicKey());
  }

  /** What a client that holds the artifact sends to this runtime with a message. */
  String handOver(String artifact, SigningKey client, String message) throws Rejected {
    return handOver(artifact, client, message, 0, 0);
  }

  /** The same by a client that is a runtime, out of an execution of its own. */
  String handOver(
      String artifact, SigningKey client, String message, long executionHigh, long executionLow)
      throws Rejected {
    Instant now = Instant.now();
    return ArtifactIssuer.handOver(
        Presentation.parse(artifact),
        new Narrowing(
            LinkId.of(now, RANDOM.nextLong(), RANDOM.nextLong()),
            key.publicKey(),
            now,
            null,
            now.plusSeconds(120),
            null,
            null,
            null,
            null,
            Map.of()),
        Handover.of(id(), executionHigh, executionLow, message),
        client);
  }
}
