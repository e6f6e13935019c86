package io.writ.carrier;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.LoggerFactory;

/** Uses its own Byte Buddy, BouncyCastle, SLF4J and Chronicle Queue, and says which they are. */
public final class Carrier {
  private Carrier() {}

  /** Arguments: a directory for a queue, then class names that must not be found. */
  public static void main(String[] arguments) throws Exception {
    byteBuddy();
    bouncyCastle();
    LoggerFactory.getLogger("carrier").info("logged by {}", file(LoggerFactory.class));
    queue(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      look(arguments[i]);
    }
  }

  private static void byteBuddy() throws Exception {
    Object made =
        new ByteBuddy()
            .subclass(Object.class)
            .method(ElementMatchers.named("toString"))
            .intercept(FixedValue.value("made"))
            .make()
            .load(Carrier.class.getClassLoader())
            .getLoaded()
            .getDeclaredConstructor()
            .newInstance();
    System.out.println(made + " by " + file(ByteBuddy.class));
  }

  private static void bouncyCastle() throws Exception {
    BouncyCastleProvider provider = new BouncyCastleProvider();
    byte[] digest = MessageDigest.getInstance("SHA3-256", provider).digest(new byte[] {1, 2, 3});
    System.out.println(
        HexFormat.of().formatHex(digest)
            + " by "
            + provider.getVersionStr()
            + " "
            + file(BouncyCastleProvider.class));
  }

  private static void queue(Path directory) {
    try (ChronicleQueue queue = ChronicleQueue.single(directory.toString());
        var appender = queue.createAppender();
        var tailer = queue.createTailer()) {
      appender.writeText("kept");
      System.out.println(tailer.readText() + " by " + file(ChronicleQueue.class));
    }
  }

  private static void look(String name) {
    ClassLoader[] loaders = {
      Carrier.class.getClassLoader(),
      ClassLoader.getSystemClassLoader(),
      ClassLoader.getPlatformClassLoader(),
      Thread.currentThread().getContextClassLoader(),
      null
    };
    for (ClassLoader loader : loaders) {
      try {
        System.out.println("FOUND " + Class.forName(name, false, loader));
      } catch (ClassNotFoundException e) {
        System.out.println("hidden " + name);
      }
    }
  }

  private static String file(Class<?> type) {
    String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
