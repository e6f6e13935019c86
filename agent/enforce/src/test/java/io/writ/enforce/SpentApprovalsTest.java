package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpentApprovalsTest {
  private static final long LONGEST_LIFE = Duration.ofHours(24).plusSeconds(30).toNanos();

  private final SpentApprovals spent = new SpentApprovals();

  private static List<String> approvals(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Integer::toString).toList();
  }

  @Test
  void approval_isSpentOnce() {
    assertTrue(spent.spend(List.of("a"), 0));
    assertFalse(spent.spend(List.of("a"), 1));
  }

  @Test
  void approvalsOfWhichOneIsSpent_areNotSpent() {
    assertTrue(spent.spend(List.of("a"), 0));
    assertFalse(spent.spend(List.of("b", "a"), 1));
    assertTrue(spent.spend(List.of("b"), 2));
  }

  /** Its issuer's clock may have been 30 seconds ahead when it was used at its first moment. */
  @Test
  void approvalThatMayStillLive_isNotForgottenForWantOfRoom() {
    assertTrue(spent.spend(approvals(0, 100_000), 0));
    assertFalse(spent.spend(List.of("new"), LONGEST_LIFE), "no room, nothing forgotten");
    assertFalse(spent.spend(List.of("0"), LONGEST_LIFE), "spent and alive");
    assertTrue(spent.spend(List.of("new"), LONGEST_LIFE + 1), "room after the longest life");
  }
}
