package io.writ.enforce;

import java.util.List;
import java.util.function.Consumer;

/**
 * How bindings get to other threads.
 *
 * @param pass that the weaver puts into woven code; who knows it can take what was bound at any
 *     submission
 * @param uncarried beginnings of the names of classes whose tasks and threads carry nothing
 * @param complaints takes the one line for stderr when a hand-over fails
 */
public record HandingOver(long pass, List<String> uncarried, Consumer<String> complaints) {
  public HandingOver {
    uncarried = List.copyOf(uncarried);
  }
}
