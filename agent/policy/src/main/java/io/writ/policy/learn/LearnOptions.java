package io.writ.policy.learn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to learn and how to call it.
 *
 * @param id of the policy, or null for that of the observed one
 * @param version of the policy, or null for one more than that of the observed one
 * @param includesDenied whether calls that were really denied count as wanted
 * @param leavesOut whether what no rule can name is left out and said so, instead of refused
 * @param actionArguments the argument names of every known {@code jdk:} action
 */
public record LearnOptions(
    @Nullable String id,
    @Nullable Long version,
    boolean includesDenied,
    boolean leavesOut,
    Map<String, List<String>> actionArguments) {

  /** Copies the map. */
  public LearnOptions {
    actionArguments = Map.copyOf(actionArguments);
  }
}
