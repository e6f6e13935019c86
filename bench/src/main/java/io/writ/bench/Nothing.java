package io.writ.bench;

/** A program that does nothing: what is left is the JVM, and the agent if there is one. */
final class Nothing {
  private Nothing() {}

  /** Returns. */
  public static void main(String[] arguments) {}
}
