package io.writ.policy.cases;

import io.writ.config.PathResolver;
import io.writ.config.PolicyCases;
import io.writ.config.PolicyCases.Bound;
import io.writ.config.PolicyCases.Case;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Explanation;
import io.writ.core.decision.Explanation.RuleFinding;
import io.writ.core.decision.Explanation.Section;
import io.writ.core.decision.Verdict;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.revocation.GovernanceState;
import io.writ.policy.Call;
import io.writ.policy.ToolRefused;
import io.writ.policy.explain.ExplanationText;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One table of cases, run against one policy. */
public final class CaseRun {
  private final Policy policy;
  private final Map<String, List<String>> known;
  private final PathResolver paths;
  private final TemporaryMint mint;
  private final Set<String> deciding = new TreeSet<>();
  private final List<String> failures = new ArrayList<>();
  private int cases;
  private int failed;

  /**
   * A run.
   *
   * @param known argument names by known action
   * @param now when the artifacts are minted and used
   */
  public CaseRun(
      Policy policy,
      Map<String, List<String>> known,
      PathResolver paths,
      SecureRandom random,
      Instant now) {
    this.policy = policy;
    this.known = known;
    this.paths = paths;
    this.mint = new TemporaryMint(random, now);
  }

  /**
   * Runs all cases.
   *
   * @throws ToolRefused when a case cannot be run at all
   */
  public void run(PolicyCases table) throws ToolRefused {
    for (Case one : table.cases()) {
      try {
        run(one);
      } catch (ToolRefused e) {
        throw new ToolRefused(one.place() + "[" + one.name() + "] " + e.getMessage());
      } catch (Rejected e) {
        throw new ToolRefused(
            one.place()
                + "["
                + one.name()
                + "] the artifact cannot be minted: "
                + e.reason()
                + ": "
                + e.detail());
      }
    }
  }

  private void run(Case one) throws ToolRefused, Rejected {
    Call call = Call.of(one.action(), one.arguments(), known, paths);
    Bound bound = one.artifact();
    Authority authority = bound == null ? null : mint.bind(bound, policy);
    Explanation explanation =
        Explanation.of(
            new ActionRules(policy, call.action()),
            call.arguments(),
            authority,
            0,
            GovernanceState.NONE);
    cases++;
    String rule = rule(explanation);
    if (rule != null) {
      deciding.add(rule);
    }
    String problem = problem(one, explanation.verdict(), rule);
    if (problem != null) {
      failed++;
      ExplanationText text = new ExplanationText(policy, call, explanation);
      failures.add(one.place() + "[" + one.name() + "] " + problem);
      failures.add("  call    " + call);
      text.findings().forEach(line -> failures.add("  " + line));
    }
  }

  private static @Nullable String problem(Case one, Verdict verdict, @Nullable String rule) {
    String was =
        verdict.isAllowed() ? "was allowed by [" + rule + "]" : "was denied " + verdict.denial();
    if (one.isAllowed() != verdict.isAllowed()
        || (one.reason() != null && one.reason() != verdict.reason())) {
      return "must be "
          + (one.isAllowed() ? "allowed" : "denied")
          + (one.reason() == null ? "" : " " + one.reason())
          + ", "
          + was;
    }
    boolean isByRule = one.rule() == null || (rule != null && rule.endsWith("." + one.rule()));
    return isByRule ? null : "must be decided by rule [" + one.rule() + "], " + was;
  }

  /** {@code section.id} of the rule that decided, or null when none did. */
  private static @Nullable String rule(Explanation explanation) {
    Section section =
        switch (explanation.verdict().kind()) {
          case ALLOWED_BY_POLICY -> Section.AMBIENT;
          case ALLOWED_BY_ARTIFACT -> Section.CEILING;
          case DENIED -> Section.DENY;
        };
    for (RuleFinding finding : explanation.findings()) {
      if (finding.section() == section && finding.holds()) {
        return name(section, finding.rule());
      }
    }
    return null;
  }

  private static String name(Section section, Rule rule) {
    return section.name().toLowerCase(Locale.ROOT) + "." + rule.id();
  }

  /** A line for each failed case, each followed by why. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** How many cases were run. */
  public int cases() {
    return cases;
  }

  /** How many of them failed. */
  public int failed() {
    return failed;
  }

  /** The rules that decided no case, as {@code section.id}, in document order. */
  public List<String> undecided() {
    List<String> rules = allRules();
    rules.removeAll(deciding);
    return rules;
  }

  /** How many of a hundred rules decided a case, rounded down; 100 when there are none. */
  public int coverage() {
    int all = allRules().size();
    return all == 0 ? 100 : 100 * (all - undecided().size()) / all;
  }

  private List<String> allRules() {
    List<String> rules = new ArrayList<>();
    policy.rules().ambient().forEach(rule -> rules.add(name(Section.AMBIENT, rule)));
    policy.rules().ceiling().forEach(rule -> rules.add(name(Section.CEILING, rule)));
    policy.rules().deny().forEach(rule -> rules.add(name(Section.DENY, rule)));
    return rules;
  }
}
