package io.writ.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.writ.api.Reason;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten thousand rules for one action, in each section that can have them. */
class ManyRulesTest {
  private static final int RULES = 10_000;
  private static final int CALLS = 20_000;
  private static final GovernedAction READ = new GovernedAction(0, "test:read", List.of("path"));

  private static List<Rule> rules(String root) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(
          new Rule(
              "r" + i,
              List.of(new ActionPattern("test:read")),
              Map.of("path", new PathUnder(List.of(new RealPath(root + "/d" + i))))));
    }
    return rules;
  }

  @Test
  void decision_namesTheRightRuleAndAllocatesNothing() {
    Policy policy =
        new Policy(
            new Origin("test", 1, new byte[32], "test.yaml"),
            Mode.ENFORCE,
            new Rules(rules("/srv/data"), List.of(), rules("/srv/data/d5000/secret")),
            AuthorityLimits.NONE);
    ActionRules rules = new ActionRules(policy, READ);
    Arguments arguments = new Arguments();
    RealPath granted = new RealPath("/srv/data/d9999/a/b/c");
    RealPath struck = new RealPath("/srv/data/d5000/secret/d77/x");
    RealPath elsewhere = new RealPath("/srv/data/d10000/a");
    assertEquals("r9999", decide(rules, arguments, granted).rule());
    assertEquals("r77", decide(rules, arguments, struck).rule());
    assertEquals(Reason.DENIED_BY_POLICY, decide(rules, arguments, struck).reason());
    assertEquals("r5000", decide(rules, arguments, new RealPath("/srv/data/d5000/x")).rule());
    assertEquals(Reason.NO_ARTIFACT, decide(rules, arguments, elsewhere).reason());

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      decide(rules, arguments, granted);
      decide(rules, arguments, struck);
      decide(rules, arguments, elsewhere);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    // What asking costs; a single object per call would be 16 times as much.
    assertTrue(allocated <= CALLS, allocated + " bytes in " + 3 * CALLS + " decisions");
  }

  private static Verdict decide(ActionRules rules, Arguments arguments, RealPath path) {
    arguments.clear();
    arguments.add(Kind.PATH, path);
    return Decision.decide(rules, arguments, null, 0, GovernanceState.NONE);
  }
}
