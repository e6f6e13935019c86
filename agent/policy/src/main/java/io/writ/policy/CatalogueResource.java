package io.writ.policy;

import io.writ.core.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The catalogue that this jar carries. */
public final class CatalogueResource {
  private CatalogueResource() {}

  /** Reads both tables. */
  public static Catalogue read() throws IOException {
    return Catalogue.parse(table(Catalogue.ACTIONS), table(Catalogue.SITES));
  }

  private static String table(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the agent jar lacks [" + name + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
