package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.Map;

/** {@code {"type":"wildcard"}}: any value, null and undecidable ones too. */
public record Wildcard() implements Constraint {

  @Override
  public boolean admits(Arguments arguments, int index) {
    return true;
  }

  @Override
  public boolean refuses(Arguments arguments, int index) {
    return false;
  }

  @Override
  public JsonValue toJson() {
    return new JsonValue.Members(Map.of("type", new JsonValue.Text("wildcard")));
  }
}
