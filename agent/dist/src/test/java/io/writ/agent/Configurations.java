package io.writ.agent;

import io.writ.replay.ConfigurationRecord;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.RecordVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CONFIG records under a root, in journal order. */
final class Configurations implements RecordVisitor {
  private final List<ConfigurationRecord> records = new ArrayList<>();

  private Configurations() {}

  static List<ConfigurationRecord> of(Path root) throws IOException {
    Configurations configurations = new Configurations();
    JournalSet.verify(JournalFiles.at(root), configurations);
    return configurations.records;
  }

  @Override
  public void visit(JournalRecord record) {}

  @Override
  public void configured(ConfigurationRecord record) {
    records.add(record);
  }
}
