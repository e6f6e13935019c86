package io.writ.core.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureRequestTest {
  private static final UUID FIRST = new UUID(1, 2);
  private static final UUID SECOND = new UUID(3, 4);

  @Test
  void request_isReadAsItWasPrinted() {
    Map<UUID, List<Integer>> keys = new LinkedHashMap<>();
    keys.put(FIRST, List.of(1, 123));
    keys.put(SECOND, List.of(7));

    assertEquals(keys, ErasureRequest.parse(ErasureRequest.print(keys), false));
    assertEquals(keys, ErasureRequest.parse(ErasureRequest.print(keys), true));
  }

  /** Cut off at each byte: a number that lost digits is another subject's key. */
  @Test
  void requestThatIsCutOff_namesNoOtherKey() {
    byte[] whole = ErasureRequest.print(Map.of(FIRST, List.of(123)));

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertEquals(Map.of(), ErasureRequest.parse(cut, true));
      assertThrows(IllegalArgumentException.class, () -> ErasureRequest.parse(cut, false));
    }
  }

  @Test
  void lineThatIsNone_isRefusedWithItsText() {
    for (String line : List.of("../elsewhere 1", FIRST + " one", FIRST.toString())) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);

      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> ErasureRequest.parse(bytes, false));

      assertEquals(
          "has the line [" + line + "]; is no request of [writ journal erase], remove it",
          refusal.getMessage());
    }
  }
}
