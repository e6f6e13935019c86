package io.writ.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table of this module: tab-separated, with comment lines that begin with {@code #}. */
public final class Table {
  private Table() {}

  /**
   * Reads a table that lies beside a class.
   *
   * @throws IOException when the jar lacks it
   * @throws IllegalArgumentException naming table and line when a line has not that many columns
   */
  public static List<List<String>> read(Class<?> beside, String name, int columns)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : text(beside, name).lines().toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> row = List.of(line.split("\t", -1));
      if (row.size() != columns) {
        throw new IllegalArgumentException(
            name + ":" + number + ": " + columns + " columns wanted, found " + row.size());
      }
      rows.add(row);
    }
    return rows;
  }

  /** The whole text of a resource that lies beside a class. */
  public static String text(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the agent jar lacks [" + name + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
