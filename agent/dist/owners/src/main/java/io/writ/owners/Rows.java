package io.writ.owners;

import reactor.core.publisher.Hooks;

/** Shows whose authority work has that Reactor, Micrometer and Spring hand to other threads. */
public final class Rows {
  private Rows() {}

  /** Arguments: alice's artifact and bob's. */
  public static void main(String[] arguments) throws Exception {
    Table table = new Table(arguments[0], arguments[1]);
    PlainRows.add(table);
    SnapshotRows.add(table);
    Hooks.enableAutomaticContextPropagation();
    ReactorRows.add(table);
    SharedRows.add(table);
    // Threads of Spring's executors are no daemons.
    System.exit(0);
  }
}
