package io.writ.core.policy.diff;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.revocation.GovernanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Looks for a call that is newly allowed although the search for widenings found none. */
final class DiffSearch {
  private static final int REQUESTS = 40;

  /** Of the application's actions, one lacks [y], one has both, one has neither. */
  private static final List<GovernedAction> ACTIONS =
      List.of(
          new GovernedAction(0, "jdk:a.x", List.of("x", "y")),
          new GovernedAction(1, "jdk:a.y", List.of("x")),
          new GovernedAction(2, "jdk:b", List.of()),
          new GovernedAction(3, "app:p", List.of("x", "y")),
          new GovernedAction(4, "app:q", List.of("x")),
          new GovernedAction(5, "app:pq", List.of("z")));

  private final Random random;
  private final PolicyChance policies;
  private final Coverage coverage;
  private final List<Authority> artifacts;

  long pairs;
  long policyPairs;
  long notWider;
  long requestsNotWider;
  long allowedNotWider;
  long newlyAllowed;
  long widerWithNewlyAllowed;

  DiffSearch(long seed, Coverage coverage) throws Rejected {
    this.random = new Random(seed);
    this.policies = new PolicyChance(random);
    this.coverage = coverage;
    this.artifacts = ArtifactPool.granting(ACTIONS);
  }

  /** What was found, or null after so many pairs of policies and a request. */
  @Nullable String search(long wanted) {
    while (pairs < wanted) {
      Policy older = policies.policy();
      Policy newer = policies.successor(older);
      boolean isWider =
          !new WideningSearch(older, newer, PolicyChance.KNOWN, coverage).find().isEmpty();
      policyPairs++;
      notWider += isWider ? 0 : 1;
      String found = newlyAllowed(older, newer, isWider);
      if (found != null && !isWider) {
        return found;
      }
      widerWithNewlyAllowed += found != null ? 1 : 0;
    }
    return null;
  }

  private @Nullable String newlyAllowed(Policy older, Policy newer, boolean isWider) {
    List<Rule> rules = rules(older, newer);
    List<ActionRules> before = compiled(older);
    List<ActionRules> after = compiled(newer);
    String found = null;
    for (int i = 0; i < REQUESTS && !rules.isEmpty(); i++) {
      Rule near = rules.get(random.nextInt(rules.size()));
      GovernedAction action = action(near);
      Arguments arguments = arguments(action, near, rules);
      Authority authority =
          random.nextInt(3) == 0 ? null : artifacts.get(random.nextInt(artifacts.size()));
      pairs++;
      requestsNotWider += isWider ? 0 : 1;
      boolean isAllowed = isAllowed(after.get(action.index()), arguments, authority);
      allowedNotWider += isAllowed && !isWider ? 1 : 0;
      if (isAllowed && !isAllowed(before.get(action.index()), arguments, authority)) {
        newlyAllowed += isWider ? 1 : 0;
        found = action.id() + " of " + older.rules() + " and " + newer.rules();
      }
    }
    return found;
  }

  private static List<Rule> rules(Policy older, Policy newer) {
    List<Rule> rules = new ArrayList<>(newer.rules().ambient());
    rules.addAll(newer.rules().ceiling());
    rules.addAll(newer.rules().deny());
    rules.addAll(older.rules().deny());
    return rules;
  }

  private static List<ActionRules> compiled(Policy policy) {
    return ACTIONS.stream().map(action -> new ActionRules(policy, action)).toList();
  }

  private GovernedAction action(Rule near) {
    List<GovernedAction> matched =
        ACTIONS.stream().filter(action -> near.matchesAction(action.id())).toList();
    return matched.isEmpty()
        ? ACTIONS.get(random.nextInt(ACTIONS.size()))
        : matched.get(random.nextInt(matched.size()));
  }

  private Arguments arguments(GovernedAction action, Rule near, List<Rule> rules) {
    Arguments arguments = new Arguments();
    for (String name : action.argumentNames()) {
      Rule rule = random.nextInt(4) > 0 ? near : rules.get(random.nextInt(rules.size()));
      Constraint constraint = rule.where().get(name);
      policies.chance().addNear(constraint, arguments);
    }
    return arguments;
  }

  private static boolean isAllowed(
      ActionRules rules, Arguments arguments, @Nullable Authority authority) {
    return Decision.decide(rules, arguments, authority, 0, GovernanceState.NONE).isAllowed();
  }
}
