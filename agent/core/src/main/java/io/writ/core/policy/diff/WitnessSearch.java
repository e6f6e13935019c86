package io.writ.core.policy.diff;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Wildcard;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a call that shows a widening, by deciding calls under both policies. Finding none says
 * nothing.
 */
final class WitnessSearch {
  private static final int MAX_VALUES = 24;
  private static final int MAX_CALLS = 4_000;

  private final Policy older;
  private final Policy newer;

  WitnessSearch(Policy older, Policy newer) {
    this.older = older;
    this.newer = newer;
  }

  /** A call that the older policy denies and the newer one allows, or null. */
  @Nullable Witness find(Widening widening) {
    ActionSet set = widening.set();
    if (set == null) {
      return null;
    }
    Witness bare = find(widening, set, older, newer, false);
    // Who holds every artifact has the ceiling for ambient rules.
    return bare != null ? bare : find(widening, set, opened(older), opened(newer), true);
  }

  private static Policy opened(Policy policy) {
    List<Rule> granting = new ArrayList<>(policy.rules().ambient());
    granting.addAll(policy.rules().ceiling());
    return new Policy(
        new Origin(policy.id(), policy.version(), policy.digest(), policy.source()),
        policy.mode(),
        new Rules(granting, List.of(), policy.rules().deny()),
        policy.authorities());
  }

  private static @Nullable Witness find(
      Widening widening, ActionSet set, Policy before, Policy after, boolean needsArtifact) {
    List<String> known = set.argumentNames();
    List<List<String>> candidates =
        known != null
            ? List.of(known)
            : List.of(
                List.copyOf(widening.where().keySet()),
                List.copyOf(names(set.example(), before, after)));
    for (List<String> names : candidates) {
      if (names.size() <= Arguments.MAX_ARGUMENTS) {
        List<Value> values = find(widening, set.example(), names, before, after);
        if (values != null) {
          return new Witness(set.example(), names, values, needsArtifact);
        }
      }
    }
    return null;
  }

  private static Set<String> names(String action, Policy before, Policy after) {
    Set<String> names = new TreeSet<>();
    rules(before, after).stream()
        .filter(rule -> rule.matchesAction(action))
        .forEach(rule -> names.addAll(rule.where().keySet()));
    return names;
  }

  private static List<Rule> rules(Policy before, Policy after) {
    List<Rule> rules = new ArrayList<>();
    for (Policy policy : List.of(before, after)) {
      rules.addAll(policy.rules().ambient());
      rules.addAll(policy.rules().deny());
    }
    return rules;
  }

  private static @Nullable List<Value> find(
      Widening widening, String id, List<String> names, Policy before, Policy after) {
    GovernedAction action = new GovernedAction(0, id, names);
    ActionRules older = new ActionRules(before, action);
    ActionRules newer = new ActionRules(after, action);
    List<List<Value>> choices = choices(widening.where(), id, names, before, after);
    int[] chosen = new int[names.size()];
    Arguments arguments = new Arguments();
    for (int call = 0; call < MAX_CALLS; call++) {
      arguments.clear();
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < chosen.length; i++) {
        values.add(choices.get(i).get(chosen[i]));
        values.get(i).addTo(arguments);
      }
      if (!isAllowed(older, arguments) && isAllowed(newer, arguments)) {
        return values;
      }
      if (!advance(chosen, choices)) {
        return null;
      }
    }
    return null;
  }

  private static List<List<Value>> choices(
      Map<String, Constraint> where,
      String action,
      List<String> names,
      Policy before,
      Policy after) {
    List<List<Value>> choices = new ArrayList<>();
    for (String name : names) {
      Samples samples = new Samples();
      Constraint wanted = where.get(name);
      if (wanted != null) {
        samples.add(wanted);
      }
      for (Rule rule : rules(before, after)) {
        Constraint clause = rule.where().get(name);
        if (clause != null && rule.matchesAction(action)) {
          samples.add(clause);
        }
      }
      samples.addOthers();
      choices.add(samples.preferred(wanted == null ? new Wildcard() : wanted, MAX_VALUES));
    }
    return choices;
  }

  /** The next combination; false after the last one. */
  private static boolean advance(int[] chosen, List<List<Value>> choices) {
    for (int i = 0; i < chosen.length; i++) {
      if (++chosen[i] < choices.get(i).size()) {
        return true;
      }
      chosen[i] = 0;
    }
    return false;
  }

  private static boolean isAllowed(ActionRules rules, Arguments arguments) {
    return Decision.decide(rules, arguments, null, 0, GovernanceState.NONE).isAllowed();
  }
}
