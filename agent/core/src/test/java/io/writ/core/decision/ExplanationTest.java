package io.writ.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Chance;
import io.writ.core.constraint.Constraint;
import io.writ.core.decision.Explanation.Outcome;
import io.writ.core.decision.Explanation.RuleFinding;
import io.writ.core.decision.Explanation.Section;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of the rules agrees with what was decided, for random policies and calls. */
class ExplanationTest {
  private static final long SEED = Long.getLong("writ.seed", 42);
  private static final GovernedAction ACTION = new GovernedAction(0, "test:a", List.of("x", "y"));

  private final Random random = new Random(SEED);
  private final Chance chance = new Chance(random);

  @Test
  void findings_agreeWithTheVerdict() {
    Map<Outcome, Integer> outcomes = new HashMap<>();
    Map<Verdict.Kind, Integer> verdicts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Policy policy = policy();
      Arguments arguments = arguments(policy);
      Explanation explanation =
          Explanation.of(new ActionRules(policy, ACTION), arguments, null, 0, GovernanceState.NONE);

      RuleFinding denying = first(explanation, Section.DENY);
      RuleFinding granting = first(explanation, Section.AMBIENT);
      RuleFinding deciding = denying != null ? denying : granting;
      String rule = deciding == null ? null : deciding.rule().id();
      assertEquals(rule, explanation.verdict().rule(), () -> "seed " + SEED);
      assertEquals(
          denying == null && granting != null,
          explanation.verdict().isAllowed(),
          () -> "seed " + SEED);
      for (RuleFinding finding : explanation.findings()) {
        assertAgrees(finding);
        finding.clauses().forEach(clause -> outcomes.merge(clause.outcome(), 1, Integer::sum));
      }
      verdicts.merge(explanation.verdict().kind(), 1, Integer::sum);
    }
    assertTrue(
        outcomes.size() == Outcome.values().length
            && outcomes.values().stream().allMatch(n -> n > 500),
        outcomes::toString);
    assertTrue(verdicts.values().stream().allMatch(n -> n > 1_000), verdicts::toString);
  }

  private static void assertAgrees(RuleFinding finding) {
    boolean isDenied =
        finding.clauses().stream().noneMatch(clause -> clause.outcome() == Outcome.REFUSED);
    boolean isCovered =
        finding.clauses().stream().allMatch(clause -> clause.outcome() == Outcome.ADMITTED);
    assertEquals(
        finding.section() == Section.DENY ? isDenied : isCovered,
        finding.holds(),
        () -> "seed " + SEED + ": " + finding);
  }

  private static @Nullable RuleFinding first(Explanation explanation, Section section) {
    return explanation.findings().stream()
        .filter(finding -> finding.section() == section && finding.holds())
        .findFirst()
        .orElse(null);
  }

  private Policy policy() {
    return new Policy(
        new Origin("test", 1, new byte[32], "test.yaml"),
        Mode.ENFORCE,
        new Rules(rules("a"), rules("c"), rules("d")),
        AuthorityLimits.NONE);
  }

  private List<Rule> rules(String prefix) {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Map<String, Constraint> where = new HashMap<>();
      for (String name : List.of("x", "y", "z")) {
        if (random.nextInt(name.equals("z") ? 8 : 2) == 0) {
          where.put(name, chance.constraint());
        }
      }
      rules.add(new Rule(prefix + i, List.of(new ActionPattern("test:*")), where));
    }
    return rules;
  }

  private Arguments arguments(Policy policy) {
    List<Rule> rules = new ArrayList<>(policy.rules().ambient());
    rules.addAll(policy.rules().deny());
    Rule near = rules.isEmpty() ? null : rules.get(random.nextInt(rules.size()));
    Arguments arguments = new Arguments();
    for (String name : ACTION.argumentNames()) {
      chance.addNear(near == null ? null : near.where().get(name), arguments);
    }
    return arguments;
  }
}
