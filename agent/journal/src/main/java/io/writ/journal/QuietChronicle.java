package io.writ.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The time in which Chronicle's classes load and start, so that it keeps to its own directory: no
 * thread, no usage report, no banner, no read of a {@code system.properties} that happens to lie in
 * the working directory.
 *
 * <p>Chronicle takes its switches from system properties while its classes load. They are set only
 * where absent and only for that time: an application's own Chronicle must not find them. It looks
 * for services through the context loader, which at premain is the application's; hence ours.
 */
final class QuietChronicle {
  private static final Map<String, String> SWITCHES =
      Map.of(
          "chronicle.analytics.disable", "true",
          "chronicle.announcer.disable", "true",
          "chronicle.disk.monitor.disable", "true",
          "queue.force.unlock.mode", "NEVER",
          "background.releaser", "false",
          "background.releaser.thread", "false",
          // Names a file that is not there, else ./ and ../ are searched for system.properties.
          "system.properties", "writ-reads-no-system.properties");

  private final List<String> set = new ArrayList<>();
  private final ClassLoader context = Thread.currentThread().getContextClassLoader();

  private QuietChronicle() {}

  /** Begins it; nothing of Chronicle may have been touched before. */
  static QuietChronicle enter() {
    QuietChronicle quiet = new QuietChronicle();
    UnsafeNotice.markGiven();
    SWITCHES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
            quiet.set.add(name);
          }
        });
    Thread.currentThread().setContextClassLoader(QuietChronicle.class.getClassLoader());
    return quiet;
  }

  /** Ends it. */
  void leave() {
    Thread.currentThread().setContextClassLoader(context);
    set.forEach(System::clearProperty);
  }
}
