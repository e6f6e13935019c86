package io.writ.owners;

/**
 * Runs the cases one after the other and prints {@code ROW | number | construct | case | expected |
 * actual}. Each runs on a thread of its own, which has nothing bound before and must have nothing
 * bound after.
 */
final class Table {
  private final String alice;
  private final String bob;
  private int rows;

  Table(String alice, String bob) {
    this.alice = alice;
    this.bob = bob;
  }

  /** The steps of a case. */
  interface Steps {
    void take(Row row) throws Exception;
  }

  /** Runs a case, which is over when it made as many observations as are expected. */
  void row(String construct, String what, String expected, Steps steps)
      throws InterruptedException {
    Row row = new Row(++rows + "", alice, bob);
    Thread thread =
        new Thread(
            () -> {
              try {
                steps.take(row);
                row.await(expected.split(", ", -1).length);
              } catch (Throwable t) { // shown in the row
                row.note("threw " + t);
              }
              String left = Effects.current();
              if (!left.equals(Effects.NONE)) {
                row.note(left + " stays bound");
              }
            },
            "row");
    thread.setDaemon(true);
    thread.start();
    thread.join(60_000);
    if (thread.isAlive()) {
      row.note("no end");
    }
    System.out.println(
        String.join(" | ", "ROW", Integer.toString(rows), construct, what, expected, row.seen()));
  }
}
