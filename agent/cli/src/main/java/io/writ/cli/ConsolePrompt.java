package io.writ.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks at the console of the process, never on standard input, which may be an artifact. */
final class ConsolePrompt implements Terminal.Prompt {

  @Override
  @SuppressWarnings("SystemConsoleNull") // null up to 21, and isTerminal says it since
  public char @Nullable [] readSecret(String question) {
    Console console = System.console();
    return console != null && isTerminal(console) ? console.readPassword("%s", question) : null;
  }

  /** Since 22 a console may stand for redirected streams; there it has a method that says so. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
