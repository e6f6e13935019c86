package io.writ.journal;

import java.util.concurrent.ThreadFactory;

/** Makes a journal's own threads where nobody gave a factory: a gate's are safe from strangers. */
final class JournalThreads {
  private JournalThreads() {}

  /** A daemon, not started, under this name. */
  static Thread daemon(ThreadFactory factory, Runnable work, String name) {
    Thread thread = factory.newThread(work);
    thread.setName(name);
    thread.setDaemon(true);
    // Anybody can ask a thread for it: neither our loader, nor one that loads for the application.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return thread;
  }

  /** Plain ones, which inherit no thread locals. */
  static ThreadFactory plain() {
    return work -> new Thread(null, work, "writ-journal", 0, false);
  }
}
