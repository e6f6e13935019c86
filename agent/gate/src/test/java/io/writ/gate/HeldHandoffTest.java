package io.writ.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldHandoffTest {
  private static final class Strange implements Handoff {
    @Override
    public Scope open() {
      return () -> {};
    }

    @Override
    public boolean isBound() {
      return true;
    }
  }

  @Test
  void handoffsOfTheAgent_areUnwrappedIntoAnotherList() {
    Handoff behind = new Strange();
    Handoff[] given = {new HeldHandoff(behind)};

    List<Handoff> own = HeldHandoff.own(Arrays.asList(given));
    given[0] = new Strange();

    assertEquals(1, own.size());
    assertSame(behind, own.get(0));
  }

  @Test
  void handoffOfSomebodyElse_isRefused() {
    Handoff held = new HeldHandoff(new Strange());
    assertEquals(
        "handoff [1] of [2] is [io.writ.gate.HeldHandoffTest$Strange]; pass what Writ.capture()"
            + " returned",
        assertThrows(
                IllegalArgumentException.class, () -> HeldHandoff.own(List.of(held, new Strange())))
            .getMessage());
    assertEquals(
        "handoff [0] of [1] is [null]; pass what Writ.capture() returned",
        assertThrows(
                IllegalArgumentException.class,
                () -> HeldHandoff.own(Arrays.asList(new Handoff[1])))
            .getMessage());
  }
}
