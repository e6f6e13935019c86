package io.writ.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.HostPattern;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.UrlText;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.constraint.Wildcard;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
  private static final String PAY = "test:pay";
  private static final GovernedAction ACTION =
      new GovernedAction(0, PAY, List.of("amount", "currency"));
  private static final Constraint UP_TO_500 = new Range(null, BigDecimal.valueOf(500));
  private static final Constraint EUR = new OneOf(List.of(new Scalar.Text("EUR")));
  private static final List<Rule> NONE = List.of();
  private static final long DEADLINE = 1_000;

  private static Rule rule(String id, Map<String, Constraint> where) {
    return new Rule(id, List.of(new ActionPattern("*")), where);
  }

  private static List<Rule> all() {
    return List.of(rule("all", Map.of()));
  }

  private static Policy policy(List<Rule> deny, List<Rule> ambient, List<Rule> ceiling) {
    return policy(deny, ambient, ceiling, AuthorityLimits.NONE);
  }

  private static Policy policy(
      List<Rule> deny, List<Rule> ambient, List<Rule> ceiling, AuthorityLimits limits) {
    Origin origin = new Origin("test", 1, new byte[32], "test.yaml");
    return new Policy(origin, Mode.ENFORCE, new Rules(ambient, ceiling, deny), limits);
  }

  private static Arguments payment(long amount, String currency) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    arguments.add(Kind.TEXT, currency);
    return arguments;
  }

  private static Authority authority(Grant grant) {
    return new Authority(TestArtifacts.granting(Map.of(PAY, grant)), DEADLINE, DEADLINE);
  }

  private static Verdict decide(Policy policy, Arguments arguments, @Nullable Grant grant) {
    Authority authority = grant == null ? null : authority(grant);
    return Decision.decide(
        new ActionRules(policy, ACTION), arguments, authority, 0, GovernanceState.NONE);
  }

  private static void assertDenied(Reason reason, int argument, Verdict verdict) {
    assertEquals(
        reason + " " + argument + " " + Verdict.Kind.DENIED,
        verdict.reason() + " " + verdict.argument() + " " + verdict.kind());
  }

  @Test
  void outage_deniesWhatEverythingElseAllows() {
    Policy policy = policy(NONE, all(), all());
    ActionRules rules = new ActionRules(policy, ACTION);
    Authority authority = authority(Grant.ANY);
    GovernanceState stale = new GovernanceState(1, null, 5, false, Map.of());
    GovernanceState revoked = new GovernanceState(1, null, Long.MAX_VALUE, true, Map.of());
    Arguments payment = payment(1, "EUR");
    assertTrue(Decision.decide(rules, payment, authority, 4, stale).isAllowed());
    assertDenied(Reason.STALE_GOVERNANCE, -1, Decision.decide(rules, payment, authority, 5, stale));
    assertDenied(Reason.REVOKED, -1, Decision.decide(rules, payment, authority, 0, revoked));
  }

  @Test
  void denyRule_beatsAmbientRuleAndArtifact() {
    Policy policy = policy(List.of(rule("never", Map.of())), all(), all());
    Verdict verdict = decide(policy, payment(1, "EUR"), Grant.ANY);
    assertDenied(Reason.DENIED_BY_POLICY, -1, verdict);
    assertEquals("never", verdict.rule());
  }

  @Test
  void ambientRule_beatsTheArtifactThatWouldBeRefused() {
    Policy policy = policy(NONE, List.of(rule("own", Map.of("amount", UP_TO_500))), NONE);
    Verdict verdict = decide(policy, payment(500, "EUR"), new Grant(Map.of()));
    assertEquals(Verdict.Kind.ALLOWED_BY_POLICY, verdict.kind());
    assertEquals("own", verdict.rule());
  }

  @Test
  void ambientRuleThatDoesNotCoverTheArguments_leavesTheCallToTheArtifact() {
    Policy policy = policy(NONE, List.of(rule("own", Map.of("amount", UP_TO_500))), all());
    assertDenied(Reason.NO_ARTIFACT, -1, decide(policy, payment(501, "EUR"), null));
    assertEquals(
        Verdict.Kind.ALLOWED_BY_ARTIFACT, decide(policy, payment(501, "EUR"), Grant.ANY).kind());
  }

  @Test
  void nothingBound_isDenied() {
    assertDenied(
        Reason.NO_ARTIFACT, -1, decide(policy(NONE, NONE, all()), payment(1, "EUR"), null));
  }

  @Test
  void actionOutsideTheScope_isDenied() {
    Policy policy = policy(NONE, NONE, all());
    Authority other =
        new Authority(TestArtifacts.granting(Map.of("test:other", Grant.ANY)), DEADLINE, DEADLINE);
    assertDenied(
        Reason.ACTION_NOT_IN_SCOPE,
        -1,
        Decision.decide(
            new ActionRules(policy, ACTION), payment(1, "EUR"), other, 0, GovernanceState.NONE));
  }

  @Test
  void grant_isClosed_anArgumentThatItLeavesOutIsRefused() {
    Policy policy = policy(NONE, NONE, all());
    Grant amountOnly = new Grant(Map.of("amount", UP_TO_500));
    assertDenied(Reason.ARGUMENT_OUT_OF_SCOPE, 1, decide(policy, payment(500, "EUR"), amountOnly));
    Grant both = new Grant(Map.of("amount", UP_TO_500, "currency", new Wildcard()));
    assertTrue(decide(policy, payment(500, "EUR"), both).isAllowed());
    assertDenied(Reason.ARGUMENT_OUT_OF_SCOPE, 0, decide(policy, payment(501, "EUR"), both));
  }

  @Test
  void grantOnAnArgumentThatTheActionLacks_grantsNothing() {
    Grant more = new Grant(Map.of("amount", UP_TO_500, "currency", EUR, "account", new Wildcard()));
    assertDenied(
        Reason.ARGUMENT_OUT_OF_SCOPE,
        0,
        decide(policy(NONE, NONE, all()), payment(1, "EUR"), more));
  }

  @Test
  void authorityThatThePolicyDoesNotLetRootTheAction_isDenied() {
    AuthorityLimits limits =
        AuthorityLimits.of(
            Map.of(
                TestArtifacts.KEY_ID,
                new AuthorityLimits.Limit(List.of(new ActionPattern("jdk:*")), null)));
    assertDenied(
        Reason.AUTHORITY_NOT_ALLOWED,
        -1,
        decide(policy(NONE, NONE, all(), limits), payment(1, "EUR"), Grant.ANY));
  }

  @Test
  void grantAboveTheCeiling_isDeniedNamingTheArgumentThatCameNearest() {
    List<Rule> ceiling =
        List.of(rule("low", Map.of("amount", UP_TO_500)), rule("eur", Map.of("currency", EUR)));
    Policy policy = policy(NONE, NONE, ceiling);
    assertTrue(decide(policy, payment(500, "USD"), Grant.ANY).isAllowed());
    assertTrue(decide(policy, payment(501, "EUR"), Grant.ANY).isAllowed());
    assertDenied(Reason.ABOVE_CEILING, 1, decide(policy, payment(501, "USD"), Grant.ANY));
  }

  @Test
  void noCeilingAtAll_meansNoArtifactCounts() {
    assertDenied(
        Reason.ABOVE_CEILING, -1, decide(policy(NONE, NONE, NONE), payment(1, "EUR"), Grant.ANY));
  }

  @Test
  void ruleOnAnArgumentThatTheActionLacks_allowsNothing() {
    List<Rule> unknown = List.of(rule("unknown", Map.of("account", new Wildcard())));
    assertDenied(
        Reason.NO_ARTIFACT, -1, decide(policy(NONE, unknown, all()), payment(1, "EUR"), null));
    assertDenied(
        Reason.ABOVE_CEILING, 0, decide(policy(NONE, NONE, unknown), payment(1, "EUR"), Grant.ANY));
  }

  @ParameterizedTest
  @CsvSource({"NULL", "OPAQUE"})
  void argumentThatCannotBeDecided_isStruckByADenyRuleAndCoveredByNoGrant(Kind kind) {
    Arguments arguments = new Arguments();
    arguments.addInteger(1);
    arguments.add(kind, null);
    List<Rule> deny = List.of(rule("no-eur", Map.of("currency", EUR)));
    assertDenied(
        Reason.DENIED_BY_POLICY, -1, decide(policy(deny, all(), all()), arguments, Grant.ANY));
    Grant eur = new Grant(Map.of("amount", UP_TO_500, "currency", EUR));
    assertDenied(
        Reason.ARGUMENT_OUT_OF_SCOPE, 1, decide(policy(NONE, NONE, all()), arguments, eur));
  }

  @ParameterizedTest
  @CsvSource({
    "host, evil.example, DENIED",
    "host, evil.example., DENIED",
    "host, 'evil.example ', DENIED",
    "host, good.example, ALLOWED",
    "host, 10.0.0.1, ALLOWED",
    "cidr, 169.254.169.254, DENIED",
    "cidr, 0251.254.169.254, DENIED",
    "cidr, ::ffff:169.254.169.254, DENIED",
    "cidr, metadata, DENIED",
    "cidr, 10.0.0.1, ALLOWED",
    "cidr, unix:/run/x, ALLOWED",
    "url_under, https://evil.example/a/b, DENIED",
    "url_under, https://evil.example/x/%2e%2e/a, DENIED",
    "url_under, https://user@evil.example/a, DENIED",
    "url_under, https://good.example/a, ALLOWED",
    "path_under, /etc/passwd, DENIED",
    "not_one_of, anything, DENIED",
    "not_one_of, good, ALLOWED"
  })
  void denyRule_strikesWhatIsNotSurelySomethingElse(String type, String text, String verdict) {
    Constraint denied =
        switch (type) {
          case "host" ->
              new Host(List.of(Objects.requireNonNull(HostPattern.find("evil.example"))));
          case "cidr" -> new Cidr(List.of(Objects.requireNonNull(IpBlock.find("169.254.0.0/16"))));
          case "url_under" ->
              new UrlUnder(
                  List.of(Objects.requireNonNull(UrlText.findBase("https://evil.example/a"))));
          case "path_under" -> new PathUnder(List.of(new RealPath("/etc")));
          default -> new NotOneOf(List.of(new Scalar.Text("good")));
        };
    for (Constraint clause :
        List.of(denied, new All(List.of(denied)), new Any(List.of(denied, denied)))) {
      List<Rule> deny = List.of(rule("denied", Map.of("currency", clause)));
      assertEquals(
          verdict.equals("ALLOWED"),
          decide(policy(deny, NONE, all()), payment(1, text), Grant.ANY).isAllowed());
    }
  }

  @Test
  void denyRule_strikesOnlyWhenEveryClauseMayHold() {
    List<Rule> deny = List.of(rule("small-eur", Map.of("amount", UP_TO_500, "currency", EUR)));
    Policy policy = policy(deny, NONE, all());
    assertDenied(Reason.DENIED_BY_POLICY, -1, decide(policy, payment(1, "EUR"), Grant.ANY));
    assertTrue(decide(policy, payment(501, "EUR"), Grant.ANY).isAllowed());
    assertTrue(decide(policy, payment(1, "USD"), Grant.ANY).isAllowed());
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 999, true",
    "1000, 1000, false",
    "1000, 1001, false",
    // The monotonic clock wraps: the deadline lies behind the wrap, now in front of it, and back.
    "-9223372036854775803, 9223372036854775807, true",
    "-9223372036854775803, -9223372036854775804, true",
    "-9223372036854775803, -9223372036854775803, false",
    "9223372036854775807, -9223372036854775808, false"
  })
  void artifact_isValidBeforeItsDeadlineToTheNanosecond(long deadline, long now, boolean isValid) {
    Policy policy = policy(NONE, NONE, all());
    Authority authority =
        new Authority(TestArtifacts.granting(Map.of(PAY, Grant.ANY)), deadline, deadline);
    Verdict verdict =
        Decision.decide(
            new ActionRules(policy, ACTION),
            payment(1, "EUR"),
            authority,
            now,
            GovernanceState.NONE);
    assertEquals(isValid, verdict.isAllowed());
    assertEquals(isValid ? null : Reason.EXPIRED, verdict.reason());
  }

  /** Before its expiry: a condition on the time of day holds to the nanosecond, too. */
  @ParameterizedTest
  @CsvSource({"499, true", "500, false", "999, false"})
  void windowThatIsOver_deniesWhileTheArtifactStillLives(long now, boolean isValid) {
    Policy policy = policy(NONE, NONE, all());
    Authority authority =
        new Authority(TestArtifacts.granting(Map.of(PAY, Grant.ANY)), DEADLINE, 500);
    Verdict verdict =
        Decision.decide(
            new ActionRules(policy, ACTION),
            payment(1, "EUR"),
            authority,
            now,
            GovernanceState.NONE);
    assertEquals(isValid ? null : Reason.ENVIRONMENT_MISMATCH, verdict.reason());
  }

  /** An overload, a bridge and a lambda's body are methods of another descriptor each. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java:com.acme.Pay#transfer(int)",
        "java:com.acme.Pay#transfer(java.lang.Object)",
        "java:com.acme.Pay#transfer(long,long)",
        "java:com.acme.Pay#transfer()",
        "java:com.acme.Pay#lambda$transfer$0(long)",
        "java:com.acme.Pay#transfer",
        "java:com.acme.Pay#Transfer(long)"
      })
  void methodOfAnotherDescriptor_isNotGranted(String other) {
    Policy policy = policy(NONE, NONE, all());
    Authority authority =
        new Authority(
            TestArtifacts.granting(Map.of("java:com.acme.Pay#transfer(long)", Grant.ANY)),
            DEADLINE,
            DEADLINE);
    GovernedAction action = new GovernedAction(7, other, List.of());
    assertDenied(
        Reason.ACTION_NOT_IN_SCOPE,
        -1,
        Decision.decide(
            new ActionRules(policy, action), new Arguments(), authority, 0, GovernanceState.NONE));
  }

  @Test
  void selfTest_isGrantedByNothing() {
    Policy policy = policy(NONE, all(), all());
    GovernedAction selfTest = new GovernedAction(3, Catalogue.SELF_TEST, List.of());
    ActionRules rules = new ActionRules(policy, selfTest);
    Authority granting =
        new Authority(
            TestArtifacts.granting(Map.of(Catalogue.SELF_TEST, Grant.ANY)), DEADLINE, DEADLINE);
    assertDenied(
        Reason.NO_ARTIFACT,
        -1,
        Decision.decide(rules, new Arguments(), null, 0, GovernanceState.NONE));
    assertDenied(
        Reason.ABOVE_CEILING,
        -1,
        Decision.decide(rules, new Arguments(), granting, 0, GovernanceState.NONE));
  }

  @Test
  void otherNumberOfArgumentsThanNames_isDeniedEvenUnderAnAmbientRule() {
    Policy policy = policy(NONE, all(), all());
    Arguments fewer = new Arguments();
    fewer.addInteger(1);
    Arguments more = payment(1, "EUR");
    more.addInteger(2);
    assertDenied(Reason.ARGUMENT_UNSUPPORTED, -1, decide(policy, fewer, Grant.ANY));
    assertDenied(Reason.ARGUMENT_UNSUPPORTED, -1, decide(policy, more, Grant.ANY));
  }

  @Test
  void grantsOfSeveralActions_areKeptApart() {
    Policy policy = policy(NONE, NONE, all());
    GovernedAction refund = new GovernedAction(9, "test:refund", List.of("amount"));
    Grant small = new Grant(Map.of("amount", UP_TO_500));
    Authority authority =
        new Authority(
            TestArtifacts.granting(Map.of(PAY, Grant.ANY, "test:refund", small)),
            DEADLINE,
            DEADLINE);
    Arguments amount = new Arguments();
    amount.addInteger(501);
    for (int round = 0; round < 2; round++) {
      assertDenied(
          Reason.ARGUMENT_OUT_OF_SCOPE,
          0,
          Decision.decide(
              new ActionRules(policy, refund), amount, authority, 0, GovernanceState.NONE));
      assertTrue(
          Decision.decide(
                  new ActionRules(policy, ACTION),
                  payment(501, "EUR"),
                  authority,
                  0,
                  GovernanceState.NONE)
              .isAllowed());
    }
  }
}
