package io.writ.replay;

/** Takes verified records as they are read, in journal order, up to the first bad one. */
@FunctionalInterface
public interface RecordVisitor {
  /** One DECISION or OUTCOME. */
  void visit(JournalRecord record);

  /** One CONFIG. */
  default void configured(ConfigurationRecord record) {}
}
