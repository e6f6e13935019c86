package io.writ.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import io.writ.scan.jdk.Yardstick;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CatalogueDocumentTest {
  private static final Path FILE = Path.of(System.getProperty("writ.catalogueDocument"));
  private static final String STALE =
      "docs/catalogue.md is stale: run this test on JDK 17 with -Dwrit.regenerate=true";

  @Test
  void document_saysWhatTheTablesSay() throws Exception {
    if (ThisJdk.FEATURE == Yardstick.FEATURE_VERSION) {
      CallGraph graph = CallGraph.of(ThisJdk.CLASSES.classes(), Callbacks.read());
      String text = CatalogueDocument.of(graph);
      if (Boolean.getBoolean("writ.regenerate")) {
        Files.writeString(FILE, text);
      }
      assertEquals(text, Files.readString(FILE), STALE);
    } else {
      assertTrue(Files.readString(FILE).startsWith(CatalogueDocument.fromTables()), STALE);
    }
  }
}
