package io.writ.agent.start;

import java.security.SecureRandom;
import java.time.ZoneId;

/**
 * Runs the JDK's static initialisers that open files before anything can be denied. A denial inside
 * one leaves the class unusable for the life of the JVM: one denied read of a random device would
 * take all of TLS with it. Two keep the directory of temporary files as it is then, for us and for
 * themselves: a property that changes later must not part what is decided from what is done.
 *
 * <p>None that asks for a logger is among them, {@code HttpURLConnection} for one: it would make
 * the JVM's log manager now, and run the class that configures it before anything is woven.
 */
final class StaticInitialisers {
  private static final String[] CLASSES = {
    "java.io.File$TempDirectory",
    "java.nio.file.TempFileHelper",
    "sun.net.NetProperties",
    "sun.net.www.protocol.jar.JarURLConnection",
    "sun.net.ext.ExtendedSocketOptions",
    "sun.nio.ch.ExtendedSocketOption",
    "java.nio.channels.SocketChannel",
    "java.nio.channels.AsynchronousSocketChannel"
  };

  private StaticInitialisers() {}

  static void runBeforeEnforcing() throws ClassNotFoundException {
    new SecureRandom().nextInt();
    var unused = ZoneId.systemDefault().getRules();
    for (String name : CLASSES) {
      Class.forName(name, true, null);
    }
  }
}
