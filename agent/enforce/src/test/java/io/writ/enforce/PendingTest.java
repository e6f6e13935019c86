package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingTest {
  private final Pending pending = new Pending();
  private final Captured alice = new Captured(null, 1, 1, null);
  private final Captured bob = new Captured(null, 2, 2, null);

  /** Equal to every other: only identity may count. */
  private static final class Same {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Same;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void submission_isUsedUpByItsRun() {
    Object task = new Object();
    pending.put(task, alice, false);
    assertSame(alice, pending.peek(task));
    assertSame(alice, pending.take(task));
    assertNull(pending.take(task));
    assertEquals(0, pending.size());
  }

  @Test
  void equalObjects_areNotTheSameSubmission() {
    Same first = new Same();
    Same second = new Same();
    pending.put(first, alice, false);
    pending.put(second, bob, false);
    assertSame(bob, pending.take(second));
    assertSame(alice, pending.take(first));
  }

  @Test
  void objectThatIsSubmittedAgain_belongsToWhomeverSubmittedItLast() {
    Object task = new Object();
    pending.put(task, alice, false);
    pending.put(task, bob, false);
    assertSame(bob, pending.take(task));
    assertNull(pending.take(task));
    pending.put(task, alice, false);
    pending.put(task, null, false);
    assertNull(pending.take(task));
    assertEquals(0, pending.size());
  }

  @Test
  void taskOfferedByOneOwnerOften_runsForItAsOften() {
    Object task = new Object();
    for (int i = 0; i < 3; i++) {
      assertTrue(pending.offer(task, alice, false));
    }
    assertEquals(1, pending.size());
    for (int i = 0; i < 3; i++) {
      assertSame(alice, pending.take(task));
    }
    assertNull(pending.take(task));
  }

  @Test
  void taskThatIsPendingForAnother_isNotKept_andTheOtherStays() {
    Object task = new Object();
    assertTrue(pending.offer(task, alice, false));
    assertFalse(pending.offer(task, bob, false));
    assertFalse(pending.offer(task, null, false), "nobody's submission must not run as alice");
    assertSame(alice, pending.take(task));
  }

  @Test
  void ambiguousTask_runsForNobody_untilAllItsRunsAreOver() {
    Object task = new Object();
    assertTrue(pending.offer(task, alice, true));
    assertTrue(pending.offer(task, bob, true));
    assertNull(pending.take(task));
    assertNull(pending.take(task));
    assertEquals(0, pending.size());
    assertTrue(pending.offer(task, bob, true));
    assertSame(bob, pending.take(task));
  }

  @Test
  void objectMadeForItsSubmission_isNotOfferedToAnybodyElse() {
    Object task = new Object();
    pending.put(task, alice, true);
    assertTrue(pending.offer(task, bob, false));
    pending.putUnlessOwn(task, bob);
    pending.putUnlessOwn(task, null);
    assertSame(alice, pending.take(task));
  }

  @Test
  void tenThousandTasksThatNeverRan_areForgotten() {
    for (int i = 0; i < 10_000; i++) {
      pending.put(new Object(), alice, false);
    }
    while (pending.size() > 1) {
      System.gc();
      pending.put(new Object(), alice, false);
    }
  }

  @Test
  void manyTasksInRandomOrder_eachRunForTheirOwners() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Object> tasks = new ArrayList<>();
    List<Captured> owners = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      if (tasks.isEmpty() || random.nextInt(5) > 1) {
        Object task = new Object();
        Captured owner = random.nextBoolean() ? alice : bob;
        tasks.add(task);
        owners.add(owner);
        pending.put(task, owner, false);
      } else {
        int index = random.nextInt(tasks.size());
        Captured taken = pending.take(tasks.remove(index));
        assertSame(owners.remove(index), taken, () -> "seed " + seed);
      }
    }
    assertEquals(tasks.size(), pending.size());
  }
}
