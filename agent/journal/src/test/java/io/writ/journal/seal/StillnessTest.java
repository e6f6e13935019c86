package io.writ.journal.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StillnessTest {
  private static final long SECOND = 1_000_000_000L;

  private long nanos = 5;
  private long wall = 7;
  private final Stillness stillness = new Stillness(() -> nanos, () -> wall);

  private void pass(long monotonic, long byWall, long pause) {
    nanos += monotonic;
    wall += byWall;
    stillness.look(pause);
  }

  @Test
  void firstLook_findsNothing() {
    stillness.look(0);
    assertFalse(stillness.isFound());
  }

  @Test
  void secondAndNoMore_isNothing() {
    stillness.look(0);
    pass(SECOND + 20, SECOND + 20, 20);
    pass(0, SECOND, 0);
    pass(0, -SECOND, 0);
    assertFalse(stillness.isFound());
    pass(SECOND + 21, SECOND + 21, 20);
    assertTrue(stillness.isFound());
    assertEquals(SECOND + 1, stillness.stillNanos());
    assertEquals(0, stillness.wallStepNanos());
    stillness.recorded();
    assertFalse(stillness.isFound());
  }

  /** Added up they might be nothing, or less than a GAP may say. */
  @Test
  void clockThatIsSetBackBeforeItIsRecorded_isFoundAllTheSame() {
    stillness.look(0);
    pass(0, 3 * SECOND, 0);
    pass(0, -3 * SECOND + SECOND / 2, 0);
    assertTrue(stillness.isFound());
    assertEquals(3 * SECOND, stillness.wallStepNanos());
    pass(0, -4 * SECOND, 0);
    assertEquals(-4 * SECOND, stillness.wallStepNanos());
  }
}
