package io.writ.fuzz;

import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;

/** Any bytes as JSON: refused in one way only, and what is accepted is written and read back. */
public final class JsonTarget {
  private JsonTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Bounded.run(input, () -> read(input));
  }

  private static void read(byte[] input) {
    try {
      JsonValue value = JsonReader.read(input);
      String text = JsonWriter.write(value);
      String again = JsonWriter.write(JsonReader.read(JsonWriter.writeBytes(value)));
      if (!text.equals(again)) {
        throw new IllegalStateException("written [" + text + "], read back as [" + again + "]");
      }
    } catch (EncodingRefused e) {
      // As it should be.
    }
  }
}
