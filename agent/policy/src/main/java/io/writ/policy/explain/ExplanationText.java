package io.writ.policy.explain;

import io.writ.api.Reason;
import io.writ.core.decision.Explanation;
import io.writ.core.decision.Explanation.ClauseFinding;
import io.writ.core.decision.Explanation.Outcome;
import io.writ.core.decision.Explanation.RuleFinding;
import io.writ.core.decision.Explanation.Section;
import io.writ.core.decision.Verdict;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.policy.Policy;
import io.writ.policy.Call;
import io.writ.policy.PolicyWords;
import io.writ.policy.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for people, in the policy's own words. */
public final class ExplanationText {
  private final Policy policy;
  private final Call call;
  private final Explanation explanation;

  /** Of one call under one policy. */
  public ExplanationText(Policy policy, Call call, Explanation explanation) {
    this.policy = policy;
    this.call = call;
    this.explanation = explanation;
  }

  /** Verdict, call, rules, and what would allow it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(verdict());
    lines.add("call    " + call);
    lines.addAll(findings());
    if (!explanation.verdict().isAllowed()) {
      lines.addAll(remedy());
    }
    return lines;
  }

  /** One line. */
  public String verdict() {
    Verdict verdict = explanation.verdict();
    String by = " of policy [" + policy.id() + " v" + policy.version() + "]";
    return switch (verdict.kind()) {
      case ALLOWED_BY_POLICY -> "allowed by ambient rule [" + verdict.rule() + "]" + by;
      case ALLOWED_BY_ARTIFACT -> "allowed by the artifact, under the ceiling" + by;
      case DENIED ->
          verdict.rule() != null
              ? "denied DENIED_BY_POLICY by deny rule [" + verdict.rule() + "]" + by
              : "denied " + verdict.denial() + argument(verdict) + by.replace(" of ", " under ");
    };
  }

  private String argument(Verdict verdict) {
    int index = verdict.argument();
    return index < 0 || index >= call.values().size()
        ? ""
        : " by argument [" + call.action().argumentNames().get(index) + "]";
  }

  /** A line for each rule that speaks of the action, and for each section that has none. */
  public List<String> findings() {
    List<String> lines = new ArrayList<>();
    for (Section section : Section.values()) {
      String name = section.name().toLowerCase(Locale.ROOT);
      List<RuleFinding> findings =
          explanation.findings().stream().filter(finding -> finding.section() == section).toList();
      if (findings.isEmpty()) {
        lines.add(String.format(Locale.ROOT, "%-7s no rule speaks of the action", name));
      }
      for (RuleFinding finding : findings) {
        lines.add(
            String.format(Locale.ROOT, "%-7s [%s] %s", name, finding.rule().id(), text(finding)));
      }
    }
    return lines;
  }

  private static String text(RuleFinding finding) {
    boolean isDenial = finding.section() == Section.DENY;
    if (!finding.holds()) {
      return (isDenial ? "does not strike it: " : "does not cover it: ") + because(finding);
    }
    boolean isCertain =
        finding.clauses().stream().allMatch(clause -> clause.outcome() != Outcome.UNDECIDED);
    if (!isDenial) {
      return "covers it";
    }
    return isCertain ? "strikes it" : "strikes what it cannot decide: " + because(finding);
  }

  /** The clauses that did not simply hold. */
  private static String because(RuleFinding finding) {
    boolean isDenial = finding.section() == Section.DENY;
    return finding.clauses().stream()
        .filter(
            clause ->
                (isDenial && !finding.holds())
                    ? clause.outcome() == Outcome.REFUSED
                    : clause.outcome() != Outcome.ADMITTED)
        .map(ExplanationText::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(ClauseFinding clause) {
    String constraint = YamlText.inline(PolicyWords.of(clause.constraint()));
    String argument = "[" + clause.argument() + "] ";
    return switch (clause.outcome()) {
      case ADMITTED -> argument + "is " + constraint;
      case REFUSED -> argument + "is not " + constraint;
      case UNDECIDED -> argument + "cannot be decided by " + constraint;
      case ABSENT -> "the call has no argument [" + clause.argument() + "]";
    };
  }

  private List<String> remedy() {
    List<String> lines = new ArrayList<>();
    boolean isStruck = explanation.verdict().reason() == Reason.DENIED_BY_POLICY;
    if (isStruck) {
      String rules =
          explanation.findings().stream()
              .filter(finding -> finding.section() == Section.DENY && finding.holds())
              .map(finding -> finding.rule().id())
              .collect(Collectors.joining(", "));
      lines.add("No grant helps: deny rules [" + rules + "] override all of them.");
      return lines;
    }
    SmallestGrant grant = new SmallestGrant(call);
    lines.add("The smallest grant without an artifact, under [ambient]:");
    grant.rule().lines().forEach(lines::add);
    lines.add("Or in the tools of an artifact:");
    lines.add("  " + JsonWriter.write(grant.tools()));
    boolean isUnderCeiling =
        explanation.findings().stream()
            .anyMatch(finding -> finding.section() == Section.CEILING && finding.holds());
    if (!isUnderCeiling) {
      lines.add("for which the policy needs a rule under [ceiling] as well, as the one above.");
    }
    return lines;
  }
}
