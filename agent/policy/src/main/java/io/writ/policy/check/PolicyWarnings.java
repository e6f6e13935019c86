package io.writ.policy.check;

import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Wildcard;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.policy.Tolerance;
import io.writ.core.policy.diff.PolicyDiff;
import io.writ.policy.diff.SymbolicPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are valid and that nobody can have meant: without effect, or without bounds. What is
 * said of a rule is proven by the subsumption that policies are compared with; silence proves
 * nothing.
 */
public final class PolicyWarnings {
  private static final String START = "jdk:process.start";

  private final Policy policy;
  private final Map<String, List<String>> known;
  private final List<String> warnings = new ArrayList<>();

  private PolicyWarnings(Policy policy, Map<String, List<String>> known) {
    this.policy = policy;
    this.known = new TreeMap<>(known);
  }

  /**
   * One line for each, in the order of the document.
   *
   * @param known argument names by known action
   */
  public static List<String> of(Policy policy, Map<String, List<String>> known) {
    PolicyWarnings warnings = new PolicyWarnings(policy, known);
    warnings.look();
    return List.copyOf(warnings.warnings);
  }

  private void look() {
    if (policy.mode() == Mode.OBSERVE) {
      warnings.add("mode: observe denies nothing");
    }
    for (Tolerance tolerance : policy.tolerated()) {
      warnings.add("tolerate: [" + tolerance.key() + "] lets somebody reach around every rule");
    }
    Rules rules = policy.rules();
    for (Rule rule : rules.ambient()) {
      lookAtGrant("ambient", rule);
    }
    lookForShadows("ambient", rules.ambient());
    for (Rule rule : rules.ceiling()) {
      lookAtGrant("ceiling", rule);
      lookForRoots(rule);
    }
    lookForShadows("ceiling", rules.ceiling());
    lookForAmbientCeilings();
    for (Rule rule : rules.deny()) {
      lookAtDenial(rule);
    }
    lookForShadowedDenials();
  }

  private void lookAtGrant(String section, Rule rule) {
    boolean isForAll = rule.actions().contains(new ActionPattern("*"));
    if (isForAll && isOpen(rule)) {
      warnings.add(section + "." + rule.id() + ": grants everything");
    } else if (rule.matchesAction(START) && isOpen(rule.where().get("command"))) {
      warnings.add(
          section + "." + rule.id() + ": lets any command be started; constrain [command]");
    }
  }

  private static boolean isOpen(Rule rule) {
    return rule.where().values().stream().allMatch(PolicyWarnings::isOpen);
  }

  private static boolean isOpen(@Nullable Constraint constraint) {
    return constraint == null || constraint instanceof Wildcard;
  }

  /** A grant whose every call other rules of its section grant as well. */
  private void lookForShadows(String section, List<Rule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      List<Rule> others = new ArrayList<>(rules);
      others.remove(i);
      if (isWithin(List.of(withoutQuorum(rule)), noStronger(others, rule))) {
        warnings.add(
            section + "." + rule.id() + ": other rules cover all that it covers; remove it");
      } else if (isStruck(rule)) {
        warnings.add(section + "." + rule.id() + ": deny rules strike all that it covers");
      }
    }
  }

  /** In a ceiling, one that demands more makes no other superfluous. */
  private static List<Rule> noStronger(List<Rule> others, Rule rule) {
    return others.stream()
        .filter(
            other -> {
              var demanded = other.quorum();
              var own = rule.quorum();
              return demanded == null || (own != null && own.implies(demanded));
            })
        .map(PolicyWarnings::withoutQuorum)
        .toList();
  }

  private static Rule withoutQuorum(Rule rule) {
    return new Rule(rule.id(), rule.actions(), rule.where());
  }

  private void lookForAmbientCeilings() {
    for (Rule rule : policy.rules().ceiling()) {
      if (isWithin(List.of(withoutQuorum(rule)), policy.rules().ambient())) {
        warnings.add("ceiling." + rule.id() + ": ambient rules allow it without an artifact");
      }
    }
  }

  private void lookForRoots(Rule rule) {
    if (policy.authorities().isLimited()
        && policy.authorities().byKeyId().values().stream()
            .noneMatch(limit -> mayMeet(limit.actions(), rule.actions()))) {
      warnings.add("ceiling." + rule.id() + ": no authority may root its actions");
    }
  }

  private static boolean mayMeet(List<ActionPattern> some, List<ActionPattern> others) {
    return some.stream().anyMatch(a -> others.stream().anyMatch(b -> mayMeet(a, b)));
  }

  private static boolean mayMeet(ActionPattern a, ActionPattern b) {
    String first = a.isPrefix() ? a.text().substring(0, a.text().length() - 1) : a.text();
    String second = b.isPrefix() ? b.text().substring(0, b.text().length() - 1) : b.text();
    return (a.isPrefix() && second.startsWith(first))
        || (b.isPrefix() && first.startsWith(second))
        || first.equals(second);
  }

  /** A denial of what nothing grants. */
  private void lookAtDenial(Rule rule) {
    Policy granting = policy(policy.rules().ambient(), policy.rules().ceiling(), List.of());
    Policy denying = policy(policy.rules().ambient(), policy.rules().ceiling(), List.of(rule));
    if (!isWider(denying, granting)) {
      warnings.add(
          "deny."
              + rule.id()
              + ": strikes nothing that is granted; it guards against later grants only");
    }
  }

  private void lookForShadowedDenials() {
    List<Rule> denials = policy.rules().deny();
    for (int i = 0; i < denials.size(); i++) {
      List<Rule> others = new ArrayList<>(denials);
      others.remove(i);
      Rule everything = new Rule("all", List.of(new ActionPattern("*")), Map.of());
      Policy alone = policy(List.of(everything), List.of(), List.of(denials.get(i)));
      Policy rest = policy(List.of(everything), List.of(), others);
      if (!isWider(alone, rest)) {
        warnings.add(
            "deny." + denials.get(i).id() + ": other rules strike all that it strikes; remove it");
      }
    }
  }

  /** Whether one denial without clauses strikes each of the actions. */
  private boolean isStruck(Rule rule) {
    Rule everyCall = new Rule(rule.id(), rule.actions(), Map.of());
    List<Rule> denials =
        policy.rules().deny().stream().filter(denial -> denial.where().isEmpty()).toList();
    return !denials.isEmpty() && isWithin(List.of(everyCall), denials);
  }

  /** Whether every call that the first rules cover, the second ones cover. */
  private boolean isWithin(List<Rule> first, List<Rule> second) {
    return !isWider(policy(second, List.of(), List.of()), policy(first, List.of(), List.of()));
  }

  private boolean isWider(Policy older, Policy newer) {
    return PolicyDiff.mayBeWider(older, newer, known, SymbolicPolicy::isUnknown);
  }

  private static Policy policy(List<Rule> ambient, List<Rule> ceiling, List<Rule> deny) {
    return new Policy(
        new Origin("check", 1, new byte[32], ""),
        Mode.ENFORCE,
        new Rules(ambient, ceiling, deny),
        AuthorityLimits.NONE);
  }
}
