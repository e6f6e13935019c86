package io.writ.bench;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pure decision as a policy grows: so many ambient and as many deny rules for one action.
 *
 * <p>Rules that name paths or texts are found by them, and cost what the path's depth costs. Rules
 * that name numbers, names of hosts or the like are asked in turn: the last of them is the worst
 * that a policy can do.
 *
 * <pre>sh bench/run.sh PolicySize -prof gc</pre>
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class PolicySize {
  private final Arguments arguments = new Arguments();

  /** How many rules each section has. */
  @Param({"1", "100", "10000"})
  public int rules;

  private ActionRules byPath;
  private ActionRules byNumber;
  private RealPath granted;
  private RealPath elsewhere;

  /** Every rule names something of its own; what is asked for is what the last of them grants. */
  @Setup
  public void compile() {
    List<Rule> paths = new ArrayList<>();
    List<Rule> forbidden = new ArrayList<>();
    List<Rule> numbers = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      paths.add(rule("p" + i, "path", new PathUnder(List.of(new RealPath("/srv/app/data/d" + i)))));
      forbidden.add(
          rule("f" + i, "path", new PathUnder(List.of(new RealPath("/srv/app/secret/s" + i)))));
      BigDecimal port = BigDecimal.valueOf(i);
      numbers.add(rule("n" + i, "port", new Range(port, port)));
    }
    byPath = compiled(paths, forbidden, "path");
    byNumber = compiled(numbers, List.of(), "port");
    granted = new RealPath("/srv/app/data/d" + (rules - 1) + "/2026/11/file.txt");
    elsewhere = new RealPath("/srv/app/other/2026/11/file.txt");
  }

  private static Rule rule(String id, String argument, Constraint constraint) {
    return new Rule(id, List.of(new ActionPattern("bench:act")), Map.of(argument, constraint));
  }

  private static ActionRules compiled(List<Rule> ambient, List<Rule> deny, String argument) {
    Policy policy =
        new Policy(
            new Origin("bench", 1, new byte[32], "bench"),
            Mode.ENFORCE,
            new Rules(ambient, List.of(), deny),
            AuthorityLimits.NONE);
    return new ActionRules(policy, new GovernedAction(0, "bench:act", List.of(argument)));
  }

  /** Granted by the last ambient rule, past as many deny rules. */
  @Benchmark
  public Verdict allowedByPath() {
    return decide(byPath, granted);
  }

  /** Granted by none, past all deny rules. */
  @Benchmark
  public Verdict deniedByPath() {
    return decide(byPath, elsewhere);
  }

  private Verdict decide(ActionRules of, RealPath path) {
    arguments.clear();
    arguments.add(Kind.PATH, path);
    return Decision.decide(of, arguments, null, 0, GovernanceState.NONE);
  }

  /** Granted by the last of the rules that are asked in turn. */
  @Benchmark
  public Verdict allowedByTheLastNumber() {
    arguments.clear();
    arguments.addInteger(rules - 1);
    return Decision.decide(byNumber, arguments, null, 0, GovernanceState.NONE);
  }
}
