package io.writ.gate;

/**
 * Stands in a pool's queue for a task that is pending there for somebody else already, so that each
 * of the two runs belongs to its own submission.
 */
public final class OfferedAgain implements Runnable {
  private final Runnable task;

  /** Stands for {@code task}. */
  public OfferedAgain(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    task.run();
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
