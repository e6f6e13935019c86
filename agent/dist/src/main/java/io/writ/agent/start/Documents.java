package io.writ.agent.start;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets documents into the journal before they count; keeps those from before there is one. */
final class Documents {
  private final List<Document> early = new ArrayList<>();
  private @Nullable RecordSink journal;

  private record Document(DictionaryKind kind, String text) {}

  /** Takes one that is about to count; throws when it cannot be recorded. */
  void take(DictionaryKind kind, String text) {
    RecordSink open = journal;
    if (open == null) {
      early.add(new Document(kind, text));
    } else {
      open.document(kind, text);
    }
  }

  void recordIn(RecordSink opened) {
    journal = opened;
    for (Document document : early) {
      opened.document(document.kind, document.text);
    }
    early.clear();
  }
}
