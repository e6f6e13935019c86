package io.writ.replay;

import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Journals as their boots followed each other, for people to read: by the wall clock in GENESIS,
 * unverified, then by name. Those without a readable GENESIS come first.
 */
public final class BootOrder {
  private BootOrder() {}

  /** The same journals, sorted. */
  public static List<JournalFiles> sort(List<JournalFiles> journals) throws IOException {
    Map<JournalFiles, Long> boots = new LinkedHashMap<>();
    for (JournalFiles journal : journals) {
      boots.put(journal, bootNanos(journal));
    }
    List<JournalFiles> sorted = new ArrayList<>(boots.keySet());
    sorted.sort(
        Comparator.<JournalFiles>comparingLong(journal -> boots.getOrDefault(journal, 0L))
            .thenComparing(JournalFiles::name));
    return sorted;
  }

  private static long bootNanos(JournalFiles journal) throws IOException {
    try {
      PruneNote note = PruneNote.find(journal);
      if (note != null) {
        return bootNanos(note.kept());
      }
    } catch (Contradiction e) {
      return 0; // As with a GENESIS that cannot be read.
    }
    return journal.files().isEmpty() ? 0 : bootNanos(journal.files().get(0));
  }

  private static long bootNanos(Path file) throws IOException {
    if (Files.isSymbolicLink(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
      if (!new ExcerptReader(channel).advance(slot)
          || slot.record.get(RecordLayout.TYPE) != RecordType.GENESIS.code()) {
        return 0;
      }
      String boot = TailReader.genesis(slot.record).get(GenesisField.BOOT_WALL_NANOS.key());
      return boot == null ? 0 : Long.parseLong(boot);
    } catch (ExcerptReader.Broken | MalformedTail | NumberFormatException e) {
      return 0; // Verification says what is wrong with it; here it only loses its place.
    }
  }
}
