package io.writ.policy.learn;

import io.writ.replay.JournalVerdict;
import java.util.List;

/**
 * What was learned.
 *
 * @param document the policy, as text
 * @param verdicts of the journals that it was learned from
 * @param rules how many rules it has
 * @param requests how many distinct requests it was checked to allow
 */
public record Learned(String document, List<JournalVerdict> verdicts, int rules, long requests) {
  /** Copies the list. */
  public Learned {
    verdicts = List.copyOf(verdicts);
  }
}
