package io.writ.enforce;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Destination;
import io.writ.core.policy.Destinations;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An enforcer with a policy, a record sink in memory, clocks to set and two governed methods. */
final class GovernedThread {
  static final String OPEN = "test:open";
  static final String PAY = "test:pay";
  static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

  static final long PASS = 0x5eed;

  final MemorySink sink = new MemorySink();
  final List<String> complaints = new ArrayList<>();
  final Enforcer enforcer;
  final int open;
  final int pay;
  long nowNanos;
  private int proofs;
  GovernanceState revocations = GovernanceState.NONE;
  private final SigningKey key =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  private final SigningKey approver =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  private final ArtifactVerifier verifier;

  /** The runtime's own, to which its policy lets artifacts leave, too. */
  final SigningKey runtimeKey = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  GovernedThread(boolean isEnforcing) {
    this(isEnforcing, false);
  }

  /**
   * @param demandsApproval whether every artifact needs the approver's co-signature
   */
  GovernedThread(boolean isEnforcing, boolean demandsApproval) {
    VerifierTerms terms =
        VerifierTerms.of(
                new PinnedKeys(Map.of("test", key.publicKey())),
                new RuntimeIdentity("spiffe://example.org/test", "example.org"))
            .withRuntimeKey(runtimeKey.publicKey());
    PinnedKeys approvers = new PinnedKeys(Map.of("boss", approver.publicKey()));
    Quorum quorum = new Quorum(1, Set.of(approver.publicKey().thumbprint()));
    this.verifier =
        new ArtifactVerifier(
            new Signatures(),
            demandsApproval ? terms.withQuorums(approvers, List.of(quorum)) : terms,
            NOW);
    Catalogue catalogue = catalogue();
    Sites sites = new Sites(catalogue);
    Governance governance = new Governance(policy().leadingTo(destinations()), isEnforcing);
    enforcer =
        new Enforcer(
            governance,
            sites,
            verifier,
            () -> revocations,
            new SetClocks(),
            new Recorder(sink, governance, complaints::add),
            new Delegation(
                new TestKeys(),
                "spiffe://example.org/test",
                () -> 7,
                new Departures(runtimeKey, new SecureRandom()::nextLong, complaints::add)),
            JdkFields.open(),
            "/tmp",
            new HandingOver(PASS, List.of("uncarried."), complaints::add));
    open = sites.register("A#open()V", "A.open", new GovernedMethod(OPEN, List.of(), List.of()));
    pay =
        sites.register(
            "A#pay(J)V", "A.pay", new GovernedMethod(PAY, List.of("amount"), List.of(0)));
  }

  /** A ceiling for every action of the test. */
  static Policy policy() {
    return new Policy(
        new Origin("test", 3, new byte[32], "test.yaml"),
        Mode.ENFORCE,
        new Rules(
            List.of(),
            List.of(new Rule("all", List.of(new ActionPattern("test:*")), Map.of())),
            List.of()),
        AuthorityLimits.NONE);
  }

  /** Back to this runtime, whole or narrowed, and to one that the artifacts do not reach. */
  private Destinations destinations() {
    return new Destinations(
        List.of(
            destination("self", "spiffe://example.org/test", List.of()),
            destination("open", "spiffe://example.org/test", List.of(new ActionPattern(OPEN))),
            destination("none", "spiffe://example.org/test", List.of(new ActionPattern("a:b"))),
            destination("far", "spiffe://example.net/test", List.of())));
  }

  private Destination destination(String name, String runtime, List<ActionPattern> actions) {
    return new Destination(
        name,
        List.of("https://" + name + ".example:443"),
        runtime,
        "example.org",
        runtimeKey.publicKey(),
        actions,
        Duration.ofSeconds(60));
  }

  /** What this runtime itself holds and may delegate, with a proof to bind it. */
  String held(Map<String, Grant> tools, int maxDepth) {
    try {
      String root =
          ArtifactIssuer.mint(
              "test",
              RootTerms.builder(
                      LinkId.of(NOW, 5, 6),
                      "https://issuer.example.org",
                      NOW,
                      Duration.ofMinutes(5),
                      List.of("example.org", "example.net"),
                      "spiffe://example.org/",
                      tools,
                      runtimeKey.publicKey())
                  .maxDepth(maxDepth)
                  .build(),
              key);
      return ArtifactIssuer.prove(
          root,
          new ProofTerms(LinkId.of(NOW, 9, ++proofs), NOW, "spiffe://example.org/test", null),
          runtimeKey);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  String mint(Map<String, Grant> tools) {
    return mint(tools, Map.of());
  }

  String mint(Map<String, Grant> tools, Map<String, Constraint> environment) {
    try {
      return ArtifactIssuer.mint(
          "test",
          RootTerms.builder(
                  LinkId.of(NOW, 1, 2),
                  "https://issuer.example.org",
                  NOW,
                  Duration.ofMinutes(5),
                  List.of("example.org"),
                  "spiffe://example.org/test",
                  tools,
                  key.publicKey())
              .subject("alice")
              .environment(environment)
              .build(),
          key);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  /** The artifact with an approval of one payment. */
  String approved(String artifact, long amount, int serial) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    try {
      return ArtifactIssuer.cosign(
          artifact,
          "boss",
          new CosignatureTerms(
              LinkId.of(NOW, 3, serial),
              NOW,
              Duration.ofMinutes(5),
              List.of("example.org"),
              RequestHash.find(PAY, List.of("amount"), arguments)),
          approver);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  VerifiedArtifact verified(Map<String, Grant> tools) {
    try {
      return verifier.verify(mint(tools), NOW);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  private static Catalogue catalogue() {
    try {
      return Catalogue.shipped();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class SetClocks implements Clocks {
    @Override
    public long wallMillis() {
      return NOW.toEpochMilli() + nowNanos / 1_000_000;
    }

    @Override
    public long monotonicNanos() {
      return nowNanos;
    }
  }
}
