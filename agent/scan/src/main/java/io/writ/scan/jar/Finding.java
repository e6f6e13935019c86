package io.writ.scan.jar;

import java.util.List;

/**
 * That a class can reach an action, by a shortest way.
 *
 * @param jar file name of the jar that holds the class
 * @param className binary name
 * @param action an action's id, or one of {@link Trait}
 * @param path from the class's method to the one that asks, each {@code class#method(descriptor)}
 * @param ownSteps how many of them, from the start, are not the JDK's
 * @param asks what the agent's messages call the last one
 */
public record Finding(
    String jar, String className, String action, List<String> path, int ownSteps, String asks) {

  /** Copies the path. */
  public Finding {
    path = List.copyOf(path);
  }

  /** The method of the class from which the path starts. */
  public String method() {
    return path.get(0);
  }
}
