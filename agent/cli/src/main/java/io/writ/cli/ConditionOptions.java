package io.writ.cli;

import io.writ.core.constraint.Constraint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and from when on a link counts. */
final class ConditionOptions {
  @Option(
      names = "--condition",
      paramLabel = "CLAUSE",
      description =
          "Count only where this holds, as the agent finds it: a --where clause about host,"
              + " os_user, container_id, jvm_flags, code_source, agents ('agents only"
              + " javaagent:writ-agent.jar') or time_of_day (the minute of the UTC day).")
  private @Nullable List<String> conditions;

  @Option(
      names = "--not-before",
      converter = InstantText.class,
      paramLabel = "INSTANT",
      description = "Count from then on: 2027-01-15T08:00:00Z.")
  private @Nullable Instant notBefore;

  /** {@code writ.env}; empty when there is no condition. */
  Map<String, Constraint> environment() throws Failure {
    return NamedClauses.read("--condition", conditions == null ? List.of() : conditions);
  }

  /** {@code nbf}, or null; refused when the link would be over before. */
  @Nullable Instant notBefore(Instant end) throws Failure {
    if (notBefore != null && !notBefore.isBefore(end)) {
      throw new Failure(
          Exit.USAGE,
          "--not-before [" + notBefore + "] is not before the link's end [" + end + "]");
    }
    return notBefore;
  }
}
