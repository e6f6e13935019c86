package io.writ.api;

/**
 * The application asked for governance in a JVM where none is active.
 *
 * <p>An application must never believe that it is governed when it is not, so this is loud. Start
 * the JVM with {@code -javaagent:writ-agent.jar=…}, or, to run without governance on purpose, with
 * {@code -Dwrit.agentless=permit}.
 */
public final class WritNotActive extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Used by {@link Writ}. */
  WritNotActive(String message) {
    super(message);
  }
}
