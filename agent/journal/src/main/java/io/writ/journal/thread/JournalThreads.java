package io.writ.journal.thread;

import java.util.concurrent.ThreadFactory;

/**
 * Makes and ends a journal's own threads. A gate's factory makes ones that strangers cannot harm.
 */
public final class JournalThreads {
  private JournalThreads() {}

  /** A daemon, not started, under this name. */
  public static Thread daemon(ThreadFactory factory, Runnable work, String name) {
    Thread thread = factory.newThread(work);
    thread.setName(name);
    thread.setDaemon(true);
    // Anybody can ask a thread for it: neither our loader, nor one that loads for the application.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return thread;
  }

  /** Plain ones, which inherit no thread locals. */
  public static ThreadFactory plain() {
    return work -> new Thread(null, work, "writ-journal", 0, false);
  }

  /** Waits for the end of a thread, a bounded time; an interrupt is kept for later. */
  public static void join(Thread thread, long millis) {
    boolean isInterrupted = Thread.interrupted();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
