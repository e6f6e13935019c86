package io.writ.crypto.vectors;

import io.writ.api.Reason;
import java.util.function.Function;

/**
 * Tables of vectors: {@code id | what is put in | reason | detail}; the last two missing when
 * valid.
 */
final class Rows {
  private Rows() {}

  /**
   * Adds a vector for each line.
   *
   * @param comment what all have in common
   * @param artifact made of a line's second cell
   */
  static void add(
      VectorFile file, String comment, Function<String, String> artifact, String table) {
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cells[i].strip();
      }
      String id = cells[0];
      String said = comment + ": " + (cells[1].isEmpty() ? id : cells[1]);
      if (cells.length == 2) {
        file.valid(id, said, artifact.apply(cells[1]));
      } else {
        file.invalid(id, said, artifact.apply(cells[1]), Reason.valueOf(cells[2]), cells[3]);
      }
    }
  }
}
