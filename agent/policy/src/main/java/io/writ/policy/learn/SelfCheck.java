package io.writ.policy.learn;

import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyReader;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import io.writ.policy.ToolRefused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Puts every request that was seen to the policy that was learned from it, as the agent would: the
 * document is read back, with the variables of the process that made the request.
 */
final class SelfCheck {
  private final String document;
  private final Map<String, List<String>> actionArguments;
  private final List<String> environmentNames;

  SelfCheck(
      String document, Map<String, List<String>> actionArguments, List<String> environmentNames) {
    this.document = document;
    this.actionArguments = actionArguments;
    this.environmentNames = environmentNames;
  }

  /** How many requests were checked. */
  long check(SortedMap<String, Surroundings> processes, Map<String, List<Request>> byJournal)
      throws ToolRefused {
    long checked = 0;
    for (Map.Entry<String, Surroundings> process : processes.entrySet()) {
      Policy policy = read(process.getValue());
      // A ceiling alone allows nothing; that its rules cover the call is what must be shown.
      Policy ceiling = withAmbient(policy, policy.rules().ceiling());
      for (Request request : byJournal.getOrDefault(process.getKey(), List.of())) {
        if (!isAllowed(request.isByArtifact() ? ceiling : policy, request)) {
          throw new ToolRefused(
              "a defect of [writ policy learn]: the learned policy denies an observed ["
                  + request.action()
                  + "] of journal "
                  + process.getKey()
                  + "; nothing is printed");
        }
        checked++;
      }
    }
    return checked;
  }

  private Policy read(Surroundings process) throws ToolRefused {
    try {
      return PolicyReader.read(
          "learned policy",
          document.getBytes(StandardCharsets.UTF_8),
          process.context(actionArguments, environmentNames));
    } catch (ConfigurationRefused e) {
      throw new ToolRefused(String.valueOf(e.getMessage()));
    }
  }

  private static Policy withAmbient(Policy policy, List<Rule> rules) {
    return new Policy(
        new Origin(policy.id(), policy.version(), policy.digest(), policy.source()),
        policy.mode(),
        new Rules(rules, List.of(), List.of()),
        policy.authorities());
  }

  private boolean isAllowed(Policy policy, Request request) {
    List<String> names = actionArguments.getOrDefault(request.action(), List.of());
    GovernedAction action = new GovernedAction(0, request.action(), names);
    return Decision.decide(
            new ActionRules(policy, action),
            arguments(request, names),
            null,
            0,
            GovernanceState.NONE)
        .isAllowed();
  }

  /** The values as the agent types them; what was not looked at as nothing that can be decided. */
  private static Arguments arguments(Request request, List<String> names) {
    Arguments arguments = new Arguments();
    LearnedAction action = LearnedAction.find(request.action());
    for (String name : names) {
      int index = action == null ? -1 : action.arguments().indexOf(name);
      String value = index < 0 ? null : request.values().get(index);
      if (value == null) {
        arguments.add(Arguments.Kind.OPAQUE, null);
      } else if (name.equals("port") || name.equals("status")) {
        arguments.addInteger(Long.parseLong(value));
      } else if (isPath(request.action(), value)) {
        arguments.add(Arguments.Kind.PATH, new RealPath(value));
      } else {
        arguments.add(Arguments.Kind.TEXT, value);
      }
    }
    return arguments;
  }

  private static boolean isPath(String action, String value) {
    return action.startsWith("jdk:file.")
        || (action.equals(LearnedAction.LOAD.id()) && RealPath.isCanonical(value));
  }
}
