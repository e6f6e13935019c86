package io.writ.gate;

/**
 * A thread of the agent's that nobody can interrupt.
 *
 * <p>Whoever may list threads may interrupt them, and an interrupt closes the file that a thread is
 * forcing: the journal would take it for a device that failed. The class is the gate's because
 * anybody can ask a thread for its class, and a class for its loader.
 */
public final class AgentThread extends Thread {
  /** One that inherits no thread locals, not yet started. */
  public AgentThread(Runnable work, String name) {
    super(null, work, name, 0, false);
  }

  /** Does nothing. */
  @Override
  public void interrupt() {}
}
