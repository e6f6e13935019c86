package io.writ.core.decision;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.policy.Rule;
import io.writ.core.revocation.GovernanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and what every rule that speaks of the action made of the call. The verdict is that of
 * {@link Decision}; the findings tell why and decide nothing.
 *
 * @param verdict of {@code decide}
 * @param findings of deny, ambient and ceiling rules, in the order in which they are asked
 */
public record Explanation(Verdict verdict, List<RuleFinding> findings) {

  /** Copies the list. */
  public Explanation {
    findings = List.copyOf(findings);
  }

  /** Where a rule stands. */
  public enum Section {
    DENY,
    AMBIENT,
    CEILING
  }

  /** What a clause made of its argument. */
  public enum Outcome {
    /** It is one of those that the clause means. */
    ADMITTED,
    /** It surely is none of them. */
    REFUSED,
    /** The clause can say nothing of it. */
    UNDECIDED,
    /** The action has no such argument. */
    ABSENT
  }

  /**
   * One clause of a rule.
   *
   * @param argument its name
   * @param constraint as the policy has it
   * @param outcome for this call
   */
  public record ClauseFinding(String argument, Constraint constraint, Outcome outcome) {}

  /**
   * One rule that speaks of the action.
   *
   * @param section where it stands
   * @param rule the rule
   * @param holds whether it denies the call, or covers it
   * @param clauses in the order of the document
   */
  public record RuleFinding(
      Section section, Rule rule, boolean holds, List<ClauseFinding> clauses) {
    /** Copies the list. */
    public RuleFinding {
      clauses = List.copyOf(clauses);
    }
  }

  /** Decides the call and looks at every rule of the policy that speaks of its action. */
  public static Explanation of(
      ActionRules rules,
      Arguments arguments,
      @Nullable Authority authority,
      long nowNanos,
      GovernanceState governance) {
    Verdict verdict = Decision.decide(rules, arguments, authority, nowNanos, governance);
    List<RuleFinding> findings = new ArrayList<>();
    add(Section.DENY, rules.policy().rules().deny(), rules.action(), arguments, findings);
    if (!rules.action().id().equals(Catalogue.SELF_TEST)) {
      add(Section.AMBIENT, rules.policy().rules().ambient(), rules.action(), arguments, findings);
      add(Section.CEILING, rules.policy().rules().ceiling(), rules.action(), arguments, findings);
    }
    return new Explanation(verdict, findings);
  }

  private static void add(
      Section section,
      List<Rule> rules,
      GovernedAction action,
      Arguments arguments,
      List<RuleFinding> findings) {
    for (Rule rule : rules) {
      if (rule.matchesAction(action.id())) {
        CompiledRule compiled = new CompiledRule(rule, action);
        boolean holds =
            section == Section.DENY ? compiled.strikes(arguments) : compiled.covers(arguments);
        findings.add(new RuleFinding(section, rule, holds, clauses(rule, action, arguments)));
      }
    }
  }

  private static List<ClauseFinding> clauses(
      Rule rule, GovernedAction action, Arguments arguments) {
    List<ClauseFinding> clauses = new ArrayList<>();
    for (Map.Entry<String, Constraint> clause : rule.where().entrySet()) {
      int index = action.argumentNames().indexOf(clause.getKey());
      clauses.add(
          new ClauseFinding(
              clause.getKey(), clause.getValue(), outcome(clause.getValue(), arguments, index)));
    }
    return clauses;
  }

  private static Outcome outcome(Constraint constraint, Arguments arguments, int index) {
    if (index < 0 || index >= arguments.size()) {
      return Outcome.ABSENT;
    } else if (constraint.admits(arguments, index)) {
      return Outcome.ADMITTED;
    }
    return constraint.refuses(arguments, index) ? Outcome.REFUSED : Outcome.UNDECIDED;
  }
}
