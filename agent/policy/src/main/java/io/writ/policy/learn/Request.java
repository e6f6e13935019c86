package io.writ.policy.learn;

import java.util.Comparator;
import java.util.List;

/**
 * What was asked for, reduced to what rules speak of.
 *
 * @param isByArtifact whether an artifact allowed it: it belongs under the ceiling
 * @param action the action's id
 * @param values of the arguments that rules for this action constrain, in the order of {@link
 *     LearnedAction#arguments}; none for actions of applications, whose values may be anything
 */
record Request(boolean isByArtifact, String action, List<String> values)
    implements Comparable<Request> {
  private static final Comparator<Request> ORDER =
      Comparator.comparing(Request::isByArtifact)
          .thenComparing(Request::action)
          .thenComparing(request -> String.join("\0", request.values));

  Request {
    values = List.copyOf(values);
  }

  @Override
  public int compareTo(Request other) {
    return ORDER.compare(this, other);
  }
}
