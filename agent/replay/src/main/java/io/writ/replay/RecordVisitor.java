package io.writ.replay;

import io.writ.core.lineage.DictionaryKind;
import java.util.List;

/** Takes verified records as they are read, in journal order, up to the first bad one. */
@FunctionalInterface
public interface RecordVisitor {
  /** One DECISION or OUTCOME. */
  void visit(JournalRecord record);

  /** One CONFIG. */
  default void configured(ConfigurationRecord record) {}

  /** One ERASURE: these keys of data subjects of a journal are gone. */
  default void erased(String journal, List<Integer> keyNumbers) {}

  /** A policy, trust file or list that decides from here on, as the agent read it. */
  default void document(DictionaryKind kind, String text) {}
}
