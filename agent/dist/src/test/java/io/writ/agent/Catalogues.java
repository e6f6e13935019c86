package io.writ.agent;

import io.writ.core.catalogue.Catalogue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The catalogue as it is shipped. */
final class Catalogues {
  private Catalogues() {}

  static Catalogue shipped() throws IOException {
    return Catalogue.parse(text(Catalogue.ACTIONS), text(Catalogue.SITES));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
