package io.writ.policy.learn;

import java.util.Comparator;

/** Which record, for messages; a value of it could be a secret and its place cannot. */
record RecordName(String journal, long sequence) implements Comparable<RecordName> {
  private static final Comparator<RecordName> ORDER =
      Comparator.comparing(RecordName::journal).thenComparingLong(RecordName::sequence);

  @Override
  public int compareTo(RecordName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "record " + sequence + " of journal " + journal;
  }
}
