package io.writ.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One case of the table, as the program printed it.
 *
 * @param number of the row, which its records carry
 * @param actual what the JDK at hand did, or {@link #NOT_HERE}
 */
record PropagationRow(
    String number, String construct, String what, String expected, String actual) {
  /** In place of what a JDK without the construct does. */
  static final String NOT_HERE = "–";

  private static final String SEPARATOR = " \\| ";

  static List<PropagationRow> read(GovernedJvm.Result result, List<String> problems) {
    List<PropagationRow> rows = new ArrayList<>();
    for (String line : result.out()) {
      String[] parts = line.split(SEPARATOR, -1);
      if (parts.length == 6 && parts[0].equals("ROW")) {
        rows.add(new PropagationRow(parts[1], parts[2], parts[3], parts[4], parts[5]));
      } else {
        problems.add("not a row: " + line);
      }
    }
    if (result.status() != 0) {
      problems.add("status " + result.status() + ": " + result.err());
    }
    // Those of the JVM's end are printed in any order.
    rows.sort(Comparator.comparingInt(row -> Integer.parseInt(row.number())));
    return rows;
  }

  boolean isHere() {
    return !actual.equals(NOT_HERE);
  }

  boolean deviates() {
    return isHere() && !actual.equals(expected);
  }

  /** Construct and case: what names the row in the document. */
  String key() {
    return construct + " | " + what;
  }

  List<String> observations() {
    return List.of(actual.split(", ", -1));
  }
}
