package io.writ.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void codes_areUnique() {
    assertEquals(
        Reason.values().length,
        Arrays.stream(Reason.values()).mapToInt(Reason::code).distinct().count());
  }

  @Test
  void everyReason_hasItsRowInTheDocumentation_andNoRowIsLeftOver() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "reasons.md")).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();
    assertEquals(Reason.values().length, rows.size());
    for (Reason reason : Reason.values()) {
      String start = "| " + reason.code() + " | " + reason + " | ";
      assertTrue(rows.stream().anyMatch(row -> row.startsWith(start)), start);
    }
  }
}
