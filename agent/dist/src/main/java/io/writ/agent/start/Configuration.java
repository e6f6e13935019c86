package io.writ.agent.start;

import io.writ.config.AgentOptions;
import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.FileSystemPaths;
import io.writ.config.IdentityProof;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyReader;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.crypto.Signatures;
import io.writ.enforce.Clocks;
import io.writ.journal.ChronicleJournal;
import io.writ.journal.JournalOptions;
import io.writ.journal.JournalRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that was configured, read and checked. */
record Configuration(AgentOptions options, Catalogue catalogue, Policy policy, TrustFile trust) {
  static Configuration read(@Nullable String argument) throws ConfigurationRefused, IOException {
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
    Map<String, String> environment = System.getenv();
    AgentOptions options = AgentOptions.parse(argument, properties, environment);
    Catalogue catalogue = Catalogue.parse(resource(Catalogue.ACTIONS), resource(Catalogue.SITES));
    PolicyContext context =
        new PolicyContext(catalogue.actions(), properties, environment, new FileSystemPaths());
    Policy policy =
        PolicyReader.read(
            options.policy().toString(),
            ConfigurationFile.read(options.policy(), "policy"),
            context);
    return new Configuration(options, catalogue, policy, TrustFile.read(options.trust()));
  }

  boolean isEnforcing() {
    Mode mode = options.mode() == null ? policy.mode() : options.mode();
    return mode == Mode.ENFORCE;
  }

  List<Rule> ownDenials() throws IOException {
    List<Path> files = new ArrayList<>(List.of(options.policy(), options.trust()));
    RevocationSettings revocations = trust.revocations();
    if (revocations != null) {
      files.add(revocations.file());
    }
    trust.statusLists().forEach(status -> files.add(status.file()));
    List<Path> keys = new ArrayList<>();
    if (trust.identityProof() instanceof IdentityProof.ByKey proof) {
      keys.add(proof.key());
    } else if (trust.identityProof() instanceof IdentityProof.BySvid proof) {
      keys.add(proof.key());
    }
    return OwnFiles.denials(options.journal(), files, keys);
  }

  private PolicyPin policyPin() {
    return PolicyPin.of(policy.id(), policy.digest());
  }

  ArtifactVerifier verifier() throws IOException, ReflectiveOperationException {
    Environment environment = RuntimeFacts.read(trust.measuresCode());
    return new ArtifactVerifier(
        new Signatures(), trust.terms(policyPin(), environment), Instant.now());
  }

  /** What is revoked, read once. */
  GovernanceWatch governance(Consumer<String> complaints) throws ConfigurationRefused, IOException {
    GovernanceWatch watch =
        new GovernanceWatch(
            trust,
            new Signatures(),
            policyPin().digest(),
            VersionMark.read(options.journal()),
            Clocks.SYSTEM,
            complaints);
    watch.start();
    return watch;
  }

  ChronicleJournal openJournal() throws JournalRefused {
    return ChronicleJournal.open(
        JournalOptions.of(options.journal(), version())
            .observing(!isEnforcing())
            .as(trust.runtime().id(), identityProof())
            .under(
                policy.id(), policy.version(), HexFormat.of().formatHex(policy.digest()), "file"));
  }

  private String identityProof() {
    IdentityProof proof = trust.identityProof();
    return proof == null ? "configured" : proof instanceof IdentityProof.ByKey ? "key" : "svid";
  }

  private static String version() {
    try {
      return resource("/io/writ/agent/version").strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String resource(String name) throws IOException {
    Class<?> near = name.startsWith("/") ? Configuration.class : Catalogue.class;
    try (InputStream in = near.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the agent jar lacks [" + name + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
