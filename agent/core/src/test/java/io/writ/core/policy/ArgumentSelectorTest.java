package io.writ.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentSelectorTest {
  @Test
  void parameterIsGivenByNameOrIndex_andMayBeFollowedByAComponent() {
    assertEquals(new ArgumentSelector("amount", -1, null), ArgumentSelector.parse("amount"));
    assertEquals(new ArgumentSelector(null, 0, null), ArgumentSelector.parse("0"));
    assertEquals(new ArgumentSelector(null, 254, "name"), ArgumentSelector.parse("254.name"));
    assertEquals(new ArgumentSelector("user", -1, "id"), ArgumentSelector.parse("user.id"));
    for (String text : List.of("amount", "0", "1.name", "user.id")) {
      assertEquals(text, ArgumentSelector.parse(text).toString());
    }
  }

  @Test
  void everythingElse_isRefused() {
    for (String text : List.of("", ".", "a.", ".a", "a.b.c", "-1", "01", "1000", "a b", "1.2")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ArgumentSelector.parse(text), text);
      assertEquals(
          "must be a parameter's name or index, and may name a component of its record, for example"
              + " [amount], [0] or [1.name]",
          refused.getMessage());
    }
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ArgumentSelector.parse("255"));
    assertEquals("is beyond the last index [254]", refused.getMessage());
  }
}
