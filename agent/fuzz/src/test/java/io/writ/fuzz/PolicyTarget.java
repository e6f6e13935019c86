package io.writ.fuzz;

import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyReader;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import io.writ.core.revocation.GovernanceState;
import java.util.List;
import java.util.Map;

/** Any bytes as a policy document; one that is taken must decide. */
public final class PolicyTarget {
  private static final PolicyContext CONTEXT =
      new PolicyContext(
          Map.of(
              "jdk:file.read",
              List.of("path"),
              "jdk:net.connect",
              List.of("host", "port"),
              "jdk:runtime.exit",
              List.of("status")),
          Map.of(
              "java.home", "/jdk", "user.dir", "/srv", "java.class.path", "/srv/a.jar:/srv/b.jar"),
          Map.of("HOME", "/root"),
          path -> new RealPath(path.startsWith("/") ? canonical(path) : "/srv"));
  private static final GovernedAction READ =
      new GovernedAction(0, "jdk:file.read", List.of("path"));

  private PolicyTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] document) {
    Bounded.run(document, Bounded.YAML_BYTES, () -> read(document));
  }

  private static String canonical(String path) {
    return RealPath.isCanonical(path) ? path : "/other";
  }

  private static void read(byte[] document) {
    Policy policy;
    try {
      policy = PolicyReader.read("p.yaml", document, CONTEXT);
    } catch (ConfigurationRefused e) {
      check(String.valueOf(e.getMessage()));
      return;
    }
    Arguments arguments = new Arguments();
    arguments.add(Arguments.Kind.PATH, new RealPath("/srv/a.jar"));
    Decision.decide(new ActionRules(policy, READ), arguments, null, 0, GovernanceState.NONE);
  }

  /** Names the file, and is one line of words. */
  private static void check(String message) {
    if (!message.startsWith("p.yaml:") || message.indexOf('\n') >= 0 || message.length() < 12) {
      throw new IllegalStateException("not a message: " + message);
    }
  }
}
