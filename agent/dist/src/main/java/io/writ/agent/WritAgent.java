package io.writ.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The {@code -javaagent} entry. Either the agent is up when {@link #premain} returns, or the JVM
 * ends with status 78 and one line on stderr before the application's first instruction.
 */
public final class WritAgent {
  /** {@code EX_CONFIG} of sysexits.h. */
  static final int REFUSED = 78;

  private WritAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    try {
      refuseSecondAgent();
      start(argument, instrumentation);
    } catch (Throwable t) {
      // A premain that throws aborts the JVM with a native dump; a line and a status say more.
      System.err.println("writ: the start is refused: " + oneLine(t));
      System.err.flush();
      halt(instrumentation);
    }
  }

  private static void refuseSecondAgent() {
    try {
      Class.forName("io.writ.gate.Gate", false, null);
    } catch (ClassNotFoundException expected) {
      return;
    }
    throw new StartRefused("a Writ agent governs this JVM already; give -javaagent once");
  }

  /**
   * Ends the JVM below {@code Runtime.halt}, which is woven when a later step of the start fails.
   * Only who holds a real {@code Instrumentation} can open that door, so an application that calls
   * {@link #premain} gains nothing.
   */
  private static void halt(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> here = Set.of(WritAgent.class.getModule());
    instrumentation.redefineModule(
        base, Set.of(), Map.of(), Map.of("java.lang", here), Set.of(), Map.of());
    try {
      Method halt = Class.forName("java.lang.Shutdown").getDeclaredMethod("halt", int.class);
      halt.setAccessible(true);
      halt.invoke(null, REFUSED);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called on attach to a running JVM, which would leave what ran before ungoverned. */
  @SuppressWarnings("DoNotCallSuggester") // the JVM calls it by name
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    throw new IllegalStateException(
        "writ: attaching to a running JVM is refused, because what it has done so far was not"
            + " governed; start it with -javaagent:writ-agent.jar=…");
  }

  private static void start(@Nullable String argument, Instrumentation instrumentation)
      throws Throwable {
    ShippedJar jar = ShippedJar.find();
    // Before the boot loader has the jar too: it would then be the one to load the loader's class,
    // which this one, of the application's loader, could not reach.
    ClassLoader loader = jar.openLoader();
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar.file()));
    try {
      Class.forName("io.writ.agent.start.AgentStart", true, loader)
          .getMethod("start", String.class, Instrumentation.class)
          .invoke(null, argument, instrumentation);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }

  private static String oneLine(Throwable t) {
    String message = t.getMessage();
    String text =
        t.getClass().getSimpleName().endsWith("Refused") && message != null
            ? message
            : t.toString();
    return text.replaceAll("[\\r\\n]+", " ");
  }
}
