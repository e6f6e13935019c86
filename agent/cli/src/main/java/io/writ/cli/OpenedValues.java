package io.writ.cli;

import io.writ.crypto.AesGcm;
import io.writ.replay.Attribute;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.SubjectKeys;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens values under data subjects' keys, where the journal's secrets lie beside it. */
final class OpenedValues implements Closeable {
  private final AesGcm cipher = new AesGcm();
  private final Map<String, SubjectKeys> byJournal = new HashMap<>();

  OpenedValues(List<JournalFiles> journals) throws IOException {
    for (JournalFiles journal : journals) {
      SubjectKeys keys = SubjectKeys.find(journal.name());
      if (keys != null) {
        byJournal.put(String.valueOf(journal.name().toRealPath().getFileName()), keys);
      }
    }
  }

  /** The record with the values that can be opened. */
  JournalRecord open(JournalRecord record) {
    SubjectKeys keys = byJournal.get(record.journal());
    if (keys == null || record.subjectKey() == 0) {
      return record;
    }
    List<Attribute> opened = new ArrayList<>();
    for (Attribute attribute : record.attributes()) {
      opened.add(open(attribute, keys));
    }
    return record.with(opened);
  }

  @Override
  public void close() throws IOException {
    for (SubjectKeys keys : byJournal.values()) {
      keys.close();
    }
  }

  private Attribute open(Attribute attribute, SubjectKeys keys) {
    if (attribute.sealed() == null) {
      return attribute;
    }
    try {
      String value = keys.open(attribute.sealed(), cipher);
      return value == null ? attribute : new Attribute(attribute.name(), value, attribute.isCut());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
