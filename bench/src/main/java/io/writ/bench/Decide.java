package io.writ.bench;

import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.constraint.Arguments;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pure decision, no agent and no journal: staging the arguments, one clock read and {@link
 * Decision#decide}. Budgets on a quiet machine: 25 ns without constraints, 60 ns with them, 0 B/op.
 *
 * <pre>sh bench/run.sh Decide -prof gc</pre>
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class Decide {
  private static final long LIFE_NANOS = Preparation.LIFETIME.toNanos();

  private final Arguments arguments = new Arguments();
  private final ActionRules empty;
  private final ActionRules pay;
  private final Authority authority;
  private long amount = 499;
  private String currency = "USD";

  /** One real artifact, verified; a policy with a ceiling for both actions. */
  public Decide() {
    Policy policy = policy();
    empty = new ActionRules(policy, new GovernedAction(0, Preparation.EMPTY, List.of()));
    pay =
        new ActionRules(
            policy, new GovernedAction(1, Preparation.PAY, List.of("amount", "currency")));
    authority = authority();
  }

  /** The clock, which every decision reads: the floor under the other two. */
  @Benchmark
  public long clockAlone() {
    return System.nanoTime();
  }

  /** An open grant under an open ceiling. */
  @Benchmark
  public Verdict withoutConstraints() {
    arguments.clear();
    return Decision.decide(empty, arguments, authority, System.nanoTime(), GovernanceState.NONE);
  }

  /** A range on a long and the last of three texts. */
  @Benchmark
  public Verdict withConstraints() {
    arguments.clear();
    arguments.addInteger(amount);
    arguments.add(Arguments.Kind.TEXT, currency);
    return Decision.decide(pay, arguments, authority, System.nanoTime(), GovernanceState.NONE);
  }

  private static Policy policy() {
    return new Policy(
        new Origin("bench", 1, new byte[32], "bench"),
        Mode.ENFORCE,
        new Rules(
            List.of(),
            List.of(new Rule("all", List.of(new ActionPattern("bench:*")), Map.of())),
            List.of()),
        AuthorityLimits.NONE);
  }

  private static Authority authority() {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    ArtifactVerifier verifier =
        new ArtifactVerifier(
            new Signatures(),
            VerifierTerms.of(
                    new PinnedKeys(Map.of(Preparation.KEY_ID, key.publicKey())),
                    new RuntimeIdentity(Preparation.RUNTIME, Preparation.AUDIENCE))
                .withLifetimes(new Lifetimes(Preparation.LIFETIME, Preparation.LIFETIME)),
            Instant.EPOCH);
    Instant now = Instant.now();
    long deadline = System.nanoTime() + LIFE_NANOS;
    try {
      return new Authority(
          verifier.verify(Preparation.artifact(key, now), now), deadline, deadline);
    } catch (Rejected e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }
}
