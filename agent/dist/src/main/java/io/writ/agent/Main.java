package io.writ.agent;

import java.lang.reflect.InvocationTargetException;

/** {@code java -jar writ-agent.jar COMMAND}. */
public final class Main {
  private Main() {}

  /** Hands the arguments to the command line inside the agent's loader. */
  public static void main(String[] arguments) throws Throwable {
    ClassLoader loader = ShippedJar.find().openLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class.forName("io.writ.cli.Cli", true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
