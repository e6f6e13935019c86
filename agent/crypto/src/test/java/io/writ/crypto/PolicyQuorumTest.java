package io.writ.crypto;

import static io.writ.crypto.Beside.ANNA;
import static io.writ.crypto.Beside.BEN;
import static io.writ.crypto.Beside.approved;
import static io.writ.crypto.Beside.cosigned;
import static io.writ.crypto.Beside.demanding;
import static io.writ.crypto.Beside.withCosignatures;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.scope;
import static io.writ.crypto.Forge.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.RequestHash;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Range;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Co-signatures and approvals that the policy demands, per authority and per ceiling rule. */
class PolicyQuorumTest {
  private static final String ROOT =
      rootLink(with(root(), "authorization_details", scope("{\"test:pay\":{}}")));
  private static final KeyQuorum ANNA_OR_BEN = new KeyQuorum(1, List.of("anna", "ben"));
  private static final KeyQuorum BOTH = new KeyQuorum(2, List.of("anna", "ben"));
  private static final GovernedAction PAY = new GovernedAction(0, "test:pay", List.of("amount"));
  private static final Constraint UP_TO_5 = new Range(null, BigDecimal.valueOf(5));

  private static Rule ceiling(String id, Map<String, Constraint> where, @Nullable KeyQuorum of) {
    return new Rule(id, List.of(new ActionPattern("test:*")), where, of);
  }

  private static ActionRules rules(@Nullable KeyQuorum ofAuthority, Rule... ceiling) {
    AuthorityLimits.Limit limit =
        new AuthorityLimits.Limit(List.of(new ActionPattern("*")), ofAuthority);
    Policy policy =
        new Policy(
            new Origin("test", 1, new byte[32], "test.yaml"),
            Mode.ENFORCE,
            new Rules(List.of(), List.of(ceiling), List.of()),
            AuthorityLimits.of(Map.of("issuer-2026", limit)));
    return new ActionRules(policy, PAY);
  }

  private static Authority authority(String... cosignatures) throws Rejected {
    String presented =
        cosignatures.length == 0 ? Forge.proven(ROOT) : withCosignatures(ROOT, cosignatures);
    return new Authority(
        demanding().verify(presented, Instant.ofEpochSecond(NOW)), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static Verdict decide(ActionRules rules, Authority authority, GovernanceState state) {
    return Decision.decide(rules, amount(5), authority, 0, state);
  }

  private static Verdict decide(ActionRules rules, Authority authority) {
    return decide(rules, authority, GovernanceState.NONE);
  }

  private static Arguments amount(long amount) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    return arguments;
  }

  private static String request(long amount) {
    return String.valueOf(RequestHash.find("test:pay", List.of("amount"), amount(amount)));
  }

  @Test
  void quorumOfTheAuthority_isDemandedOfEveryArtifactOfIt() throws Rejected {
    ActionRules rules = rules(ANNA_OR_BEN, ceiling("all", Map.of(), null));
    assertEquals(Reason.QUORUM_NOT_MET, decide(rules, authority()).reason());
    Authority cosigned = authority(cosigned(ROOT, "anna", ANNA));
    assertEquals(null, decide(rules, cosigned).reason());
    assertEquals(
        Reason.QUORUM_NOT_MET,
        decide(rules, cosigned, Revoked.of(RevocationKind.KEY, ANNA.publicKey().thumbprint()))
            .reason());
  }

  @Test
  void oneKeyUnderTwoNames_countsOnce() throws Rejected {
    ActionRules rules =
        rules(new KeyQuorum(2, List.of("anna", "anna-2")), ceiling("all", Map.of(), null));
    assertEquals(
        Reason.QUORUM_NOT_MET,
        decide(rules, authority(cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "anna-2", ANNA)))
            .reason());
  }

  @Test
  void quorumOfACeiling_isDemandedOnlyWhereNoOtherRuleCovers() throws Rejected {
    ActionRules rules =
        rules(
            null,
            ceiling("small", Map.of("amount", UP_TO_5), null),
            ceiling("any", Map.of(), BOTH));
    Authority alone = authority();
    assertEquals(null, decide(rules, alone).reason());
    assertEquals(
        Reason.QUORUM_NOT_MET,
        Decision.decide(rules, amount(6), alone, 0, GovernanceState.NONE).reason());
    Authority both = authority(cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "ben", BEN));
    assertEquals(null, Decision.decide(rules, amount(6), both, 0, GovernanceState.NONE).reason());
  }

  @Test
  void approvalThatThePolicyDemands_isUsedUp() throws Rejected {
    String approval = approved(ROOT, "anna", ANNA, request(5));
    Authority approved = authority(approval);
    ActionRules ofAuthority = rules(ANNA_OR_BEN, ceiling("all", Map.of(), null));
    assertEquals(List.of(Forge.hash(approval)), decide(ofAuthority, approved).approvals());
    ActionRules ofCeiling = rules(null, ceiling("all", Map.of(), ANNA_OR_BEN));
    assertEquals(List.of(Forge.hash(approval)), decide(ofCeiling, approved).approvals());
    assertEquals(
        Reason.QUORUM_NOT_MET,
        Decision.decide(ofCeiling, amount(6), approved, 0, GovernanceState.NONE).reason());
  }

  @Test
  void demandIsThatOfThePolicyInForce_notOfTheOneAtTheBind() throws Rejected {
    Authority alone = authority();
    assertEquals(null, decide(rules(null, ceiling("all", Map.of(), null)), alone).reason());
    assertEquals(
        Reason.QUORUM_NOT_MET, decide(rules(BOTH, ceiling("all", Map.of(), null)), alone).reason());
  }
}
