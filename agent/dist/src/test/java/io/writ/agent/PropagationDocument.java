package io.writ.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code docs/propagation.md}: the rules, and what each case does on either JDK. A run writes the
 * column of its own JDK and leaves the other's alone.
 */
final class PropagationDocument {
  private static final Path FILE =
      Path.of(System.getProperty("writ.policies")).resolveSibling("propagation.md");
  private static final boolean IS_OLD = Runtime.version().feature() < 21;

  private static final String RULES =
      """
      # Where authority goes

      A binding belongs to a unit of work, and work moves between threads. It reaches exactly the tasks that bound work submits, and lends itself to nobody else.

      - **Captured when it is submitted.** An executor's task at `execute` or `submit`, a thread at `start()`, a function of a completion stage when it is registered. Where an object was made, and who completes a future, does not matter.
      - **Installed when it runs, and taken away after.** The task runs with what was captured, for as long as the artifact is valid; the thread that ran it has again what it had before, however the task ended.
      - **Nothing was captured: nothing is bound.** A task that was submitted unbound runs unbound, also on a thread where another one left its scope open, and also when the thread that runs it happens to be bound.
      - **What repeats, cleans up or serves everybody has no owner.** Worker loops, periodic and self-rescheduling tasks, event loops, accept handlers, cleaners, hooks, class initialisers and the housekeeping that a library starts at its first use run unbound.
      - **A call is a call.** Code that is called on the caller's own thread, a queued task among it, runs with what the caller has.
      - **The object stays what it was.** Queues, rejection handlers and `shutdownNow` hand out the very tasks that were submitted.
      - **A hand-over is an edge of the lineage.** The first execution inside a task is a child of the execution that submitted it.

      What cannot follow by itself is handed over in code: `Writ.wrap…` and `Writ.capture()`.

      A call has one parent. Work that handles the results of several others, a batch of messages or a join, says what it depends on beside it; that grants nothing, takes nothing away, and goes with the tasks that it submits:

      ```java
      for (Message message : batch) {
        try (Scope arrival = Writ.arrive(message.artifacts(), message.name(), message.place())) {
          handoffs.add(Writ.capture());
        }
      }
      try (Scope joined = Writ.dependOn(handoffs)) {
        store(batch);
      }
      ```

      `writ show` prints the executions of the arrivals under `depends`. A task that installs what was captured elsewhere depends on what the work did there.

      ## Cases

      In each case *alice* and *bob* are owners with an artifact each and *none* is work without one, in the order in which they are seen. An owner that is seen made a governed call that the journal shows: with that owner's artifact, as a child of the execution that submitted the work. A dash: this JDK does not have the construct.

      Written by `PropagationIT`, which runs the cases on the shipped jar. To write the column of a JDK anew: `mvn -o verify -pl agent/dist -am -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PropagationIT -Dwrit.regenerate=true` on that JDK.

      | construct | case | expected | 17 | 25 |
      |---|---|---|---|---|
      """;

  private PropagationDocument() {}

  static String read() throws IOException {
    return Files.exists(FILE) ? Files.readString(FILE) : "";
  }

  static void write(String text) throws IOException {
    Files.writeString(FILE, text);
  }

  /** The document with these rows, and the other JDK's column as it was. */
  static String with(List<PropagationRow> rows, String before) {
    Map<String, String> others = otherColumn(before);
    StringBuilder text = new StringBuilder(RULES);
    for (PropagationRow row : rows) {
      String other = others.getOrDefault(row.key(), "?");
      text.append("| ").append(row.key()).append(" | ").append(row.expected());
      text.append(" | ").append(IS_OLD ? row.actual() : other);
      text.append(" | ").append(IS_OLD ? other : row.actual()).append(" |\n");
    }
    return text.toString();
  }

  private static Map<String, String> otherColumn(String text) {
    Map<String, String> column = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] cells = line.split(" ?\\| ?", -1);
      if (cells.length == 7) {
        column.put(cells[1] + " | " + cells[2], cells[IS_OLD ? 5 : 4]);
      }
    }
    return column;
  }
}
