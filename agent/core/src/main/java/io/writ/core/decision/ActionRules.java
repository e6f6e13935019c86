package io.writ.core.decision;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.lineage.Durability;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one policy says about one action. Immutable. */
public final class ActionRules {
  final Policy policy;
  private final byte[] policyDigest;
  final GovernedAction action;
  final RuleTable deny;
  final RuleTable ambient;
  final RuleTable ceiling;
  private final Set<String> loggable;
  private final Durability durability;
  private final boolean hasSubject;
  private final int subjectIndex;

  /** Lays the policy's rules alone out along the action's arguments. */
  public ActionRules(Policy policy, GovernedAction action) {
    this(policy, List.of(), action);
  }

  /**
   * Lays the rules out along the action's arguments.
   *
   * @param ownDenials deny rules of the agent itself, asked first
   */
  public ActionRules(Policy policy, List<Rule> ownDenials, GovernedAction action) {
    this.action = action;
    this.policy = policy;
    this.policyDigest = policy.digest();
    this.loggable = policy.journal().loggable(action.id(), action.argumentNames());
    this.durability = policy.journal().durability(action.id());
    String subject = policy.journal().subject(action.id());
    this.hasSubject = subject != null;
    this.subjectIndex = subject == null ? -1 : action.argumentNames().indexOf(subject);
    // A rule for every action must not make the self-test pass.
    boolean isGrantable = !action.id().equals(Catalogue.SELF_TEST);
    List<Rule> denials = new ArrayList<>(ownDenials);
    denials.addAll(policy.rules().deny());
    this.deny = compile(denials, action);
    this.ambient = compile(isGrantable ? policy.rules().ambient() : List.of(), action);
    this.ceiling = compile(isGrantable ? policy.rules().ceiling() : List.of(), action);
  }

  /** The policy that says so. */
  public Policy policy() {
    return policy;
  }

  /** The policy's digest without a copy for each record; readers must not write to it. */
  public byte[] policyDigest() {
    return policyDigest;
  }

  /** The action that these rules are about. */
  public GovernedAction action() {
    return action;
  }

  /** The arguments of the action whose values may be journaled, unmodifiable. */
  public Set<String> loggable() {
    return loggable;
  }

  /** Whether values of the action are of a data subject. */
  public boolean hasSubject() {
    return hasSubject;
  }

  /** Which argument names the data subject; -1 when the action has no such argument. */
  public int subjectIndex() {
    return subjectIndex;
  }

  /** What a record of a decision by these rules must have survived before the call proceeds. */
  public Durability durability() {
    return durability;
  }

  private static RuleTable compile(List<Rule> rules, GovernedAction action) {
    return new RuleTable(
        rules.stream()
            .filter(rule -> rule.matchesAction(action.id()))
            .map(rule -> new CompiledRule(rule, action))
            .toArray(CompiledRule[]::new),
        action.argumentNames().size());
  }
}
