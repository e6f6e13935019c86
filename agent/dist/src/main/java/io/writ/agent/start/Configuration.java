package io.writ.agent.start;

import io.writ.config.AgentOptions;
import io.writ.config.ConfigurationFile;
import io.writ.config.ConfigurationRefused;
import io.writ.config.FileSystemPaths;
import io.writ.config.IdentityProof;
import io.writ.config.LoadedPolicy;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyLoader;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordSink;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.SignedPolicy;
import io.writ.core.revocation.RevocationKind;
import io.writ.crypto.AesGcm;
import io.writ.crypto.Signatures;
import io.writ.enforce.Clocks;
import io.writ.enforce.Governance;
import io.writ.gate.AgentThread;
import io.writ.journal.JournalOptions;
import io.writ.journal.JournalRefused;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was configured, read and checked.
 *
 * @param trustText the trust file, as it was read; null when there is none
 * @param policy what the policy file holds
 * @param loader reads the next version of it
 */
record Configuration(
    AgentOptions options,
    Catalogue catalogue,
    TrustFile trust,
    @Nullable String trustText,
    LoadedPolicy policy,
    PolicyLoader loader,
    PolicyMark mark) {
  private static final int MAX_VARIABLE_CHARS = 16 * 1024;
  private static final int MAX_VARIABLES_CHARS = 48 * 1024;
  private static final List<String> PLACES =
      List.of("java.home", "java.io.tmpdir", "user.dir", "user.home");

  static Configuration read(@Nullable String argument) throws ConfigurationRefused, IOException {
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
    Map<String, String> environment = System.getenv();
    AgentOptions options = AgentOptions.parse(argument, properties, environment);
    Catalogue catalogue = Catalogue.shipped();
    // After the options were read, which know no such name.
    properties.put("writ.agent", CodeSource.ofAgent());
    PolicyContext context =
        new PolicyContext(catalogue.actions(), properties, environment, new FileSystemPaths());
    Path trustFile = options.trust();
    byte[] trustBytes = trustFile == null ? null : ConfigurationFile.read(trustFile, "trust");
    TrustFile trust =
        trustFile == null || trustBytes == null
            ? TrustFile.development()
            : TrustFile.read(trustFile.toString(), trustBytes);
    PolicyLoader loader =
        new PolicyLoader(
            options.policy().toString(),
            trustFile == null ? "trust=development" : trustFile.toString(),
            trust,
            new Signatures(),
            context,
            InstantSource.system());
    byte[] bytes = ConfigurationFile.read(options.policy(), "policy", SignedPolicy.MAX_CHARS);
    LoadedPolicy policy = loader.load(bytes);
    PolicyMark mark = PolicyMark.read(options.journal());
    mark.check(policy);
    return new Configuration(
        options,
        catalogue,
        trust,
        trustBytes == null ? null : new String(trustBytes, StandardCharsets.UTF_8),
        policy,
        loader,
        mark);
  }

  boolean isEnforcing() {
    Mode mode = options.mode() == null ? policy.policy().mode() : options.mode();
    return mode == Mode.ENFORCE;
  }

  List<Rule> ownDenials() throws IOException {
    List<Path> files = new ArrayList<>(List.of(options.policy()));
    Path trustFile = options.trust();
    if (trustFile != null) {
      files.add(trustFile);
    }
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
    if (options.journalKey() != null) {
      keys.add(options.journalKey());
    }
    return OwnFiles.denials(options.journal(), files, keys);
  }

  static PolicyPin pin(Policy policy) {
    return PolicyPin.of(policy.id(), policy.digest());
  }

  private PolicyPin policyPin() {
    return pin(policy.policy());
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

  SegmentedJournal openJournal(JvmWeaknesses weaknesses)
      throws ConfigurationRefused, JournalRefused, IOException {
    SealOptions seal =
        JournalKey.read(options.journalKey(), trust, Duration.ofHours(options.epochHours()));
    Policy document = policy.policy();
    SegmentedJournal journal =
        SegmentedJournal.open(
            JournalOptions.of(options.journal(), version())
                .withSegmentBytes((long) options.segmentMib() << 20)
                .writtenBy(options.store())
                .sealed(seal)
                .concealing(new AesGcm())
                .warningBelow(options.spaceWarnMib() << 20)
                .complainingTo(AgentStart::complain)
                .withThreads(work -> new AgentThread(work, "writ-journal"))
                .observing(!isEnforcing())
                .as(trust.runtime().id(), identityProof())
                .under(
                    document.id(),
                    document.version(),
                    HexFormat.of().formatHex(document.digest()),
                    trust.isDevelopment() ? "development" : "signed")
                .saying(GenesisField.POLICY_SIGNER, policy.signer())
                .saying(GenesisField.DOCUMENTS, "inside")
                .saying(GenesisField.TRUST_DIGEST, trustDigest())
                .saying(GenesisField.POLICY_UNGOVERNED, ungoverned(document))
                .saying(weaknesses.recorded())
                .saying(places())
                .saying(recorded(document)));
    mark.raise(policy);
    journal.document(DictionaryKind.POLICY, policy.text());
    if (trustText != null) {
      journal.document(DictionaryKind.TRUST, trustText);
    }
    return journal;
  }

  /** Follows the journal's key, when it is in a file. */
  JournalKeyWatch journalKeyWatch(SegmentedJournal journal) {
    return new JournalKeyWatch(
        options.journalKey(), trust, journal.firstKey(), journal::rotateKey, AgentStart::complain);
  }

  PolicyWatch policyWatch(Governance governance, RecordSink journal, GovernanceWatch revocations) {
    return new PolicyWatch(
        options.policy(),
        loader,
        governance,
        mark,
        journal,
        digest -> revocations.current().isRevoked(RevocationKind.POLICY, digest),
        AgentStart::complain);
  }

  private String trustDigest() {
    return trustText == null
        ? ""
        : HexFormat.of().formatHex(Sha256.of(trustText.getBytes(StandardCharsets.UTF_8)));
  }

  private static String ungoverned(Policy policy) {
    return policy.ungoverned().stream().map(ActionPattern::text).collect(Collectors.joining(","));
  }

  /** Where the process runs, for readers of its journal: they see paths and no variables. */
  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    for (String name : PLACES) {
      places.put(GenesisField.VARIABLE + name, System.getProperty(name, ""));
    }
    places.put(GenesisField.VARIABLE + "writ.agent", CodeSource.ofAgent());
    String classPath = System.getProperty("java.class.path", "");
    if (classPath.length() <= MAX_VARIABLE_CHARS) {
      places.put(GenesisField.VARIABLE + "class.path", classPath);
    }
    return places;
  }

  /** What the variables that a policy uses stood for, as journals name them. */
  static Map<String, String> recorded(Policy policy) {
    Map<String, String> recorded = new LinkedHashMap<>();
    int chars = 0;
    for (Map.Entry<String, String> variable : policy.variables().entrySet()) {
      int length = variable.getValue().length();
      if (length <= MAX_VARIABLE_CHARS && chars + length <= MAX_VARIABLES_CHARS) {
        chars += length;
        recorded.put(GenesisField.VARIABLE + variable.getKey(), variable.getValue());
      }
    }
    return recorded;
  }

  private String identityProof() {
    IdentityProof proof = trust.identityProof();
    return proof == null ? "configured" : proof instanceof IdentityProof.ByKey ? "key" : "svid";
  }

  private static String version() {
    try (InputStream in = Configuration.class.getResourceAsStream("/io/writ/agent/version")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
