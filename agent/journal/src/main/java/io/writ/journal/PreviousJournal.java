package io.writ.journal;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import io.writ.journal.seal.KeptRotations;
import io.writ.journal.seal.Recovery;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of the boot before this one, as GENESIS names it: what a later verifier must find
 * there, so that a tail cut after this boot shows.
 *
 * <p>Nothing is verified here, only walked: headers, then the last record. Files are untrusted, so
 * no length is believed beyond the file's end.
 *
 * @param id its UUID
 * @param records how many records it holds
 * @param chainHex the chain value of the last one
 * @param end {@code clean}, {@code cut} or {@code unreadable}
 * @param key the vkey that sealed it; empty for none
 */
record PreviousJournal(UUID id, long records, String chainHex, String end, String key) {

  /** The journal that no other one names as its previous; of several, the one booted last. */
  static @Nullable PreviousJournal find(Path root) throws IOException {
    Map<UUID, List<Path>> journals = new HashMap<>();
    Map<UUID, Map<String, String>> genesis = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        @Nullable UUID id = uuidOf(entry);
        List<Path> files = id == null ? List.of() : segments(entry.resolve("q"));
        boolean isPruned = files.isEmpty() && isPruned(entry);
        if (id != null && (!files.isEmpty() || isPruned)) {
          journals.put(id, files);
          genesis.put(id, genesisOf(entry.resolve("q"), files));
        }
      }
    }
    Set<String> named = new HashSet<>();
    genesis.values().forEach(values -> named.add(valueOf(values, GenesisField.PREVIOUS_JOURNAL)));
    return journals.entrySet().stream()
        .filter(journal -> !named.contains(journal.getKey().toString()))
        .max(
            Map.Entry.comparingByKey(
                Comparator.<UUID>comparingLong(id -> bootOf(genesis.get(id)))
                    .thenComparing(UUID::toString)))
        .map(
            journal ->
                walk(
                    root.resolve(journal.getKey().toString()).resolve("q"),
                    journal.getKey(),
                    journal.getValue(),
                    valueOf(
                        genesis.getOrDefault(journal.getKey(), Map.of()),
                        GenesisField.JOURNAL_KEY)))
        .orElse(null);
  }

  /** Walks the last segment that holds a record; what was before is in its sequence numbers. */
  private static PreviousJournal walk(Path queue, UUID id, List<Path> files, String key) {
    byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
    try {
      for (int i = files.size() - 1; i >= 0; i--) {
        long records = 0;
        boolean isLast = false;
        try (FileChannel channel = FileChannel.open(files.get(i), StandardOpenOption.READ)) {
          Excerpts excerpts = new Excerpts(channel);
          for (ByteBuffer record = excerpts.next(); record != null; record = excerpts.next()) {
            if (record.remaining() < RecordLayout.TAIL) {
              break;
            }
            records = record.getLong(RecordLayout.SEQUENCE) + 1;
            record.get(RecordLayout.CHAIN, chain);
            isLast = isLast(record);
          }
        }
        if (records > 0) {
          String end = isLast ? "clean" : "cut";
          return new PreviousJournal(id, records, HexFormat.of().formatHex(chain), end, key);
        }
      }
    } catch (IOException e) {
      Arrays.fill(chain, (byte) 0); // Unreadable, and linked all the same.
    }
    PreviousJournal pruned = wholeOrNull(queue, id, files, key);
    return pruned != null
        ? pruned
        : new PreviousJournal(id, 0, HexFormat.of().formatHex(chain), "unreadable", key);
  }

  /** What the note of a pruning says, when it leaves no segment; they may just have gone. */
  private static @Nullable PreviousJournal wholeOrNull(
      Path queue, UUID id, List<Path> files, String key) {
    PrunedPrevious pruned = PrunedPrevious.find(queue);
    try {
      if (pruned == null || hasRecords(pruned.remaining(files))) {
        return null;
      }
      PruneStatement gone = pruned.statement();
      String end = pruned.isClosed() ? "clean" : "cut";
      return new PreviousJournal(id, gone.records(), gone.chainHex(), end, key);
    } catch (IOException e) {
      return null; // Then it is unreadable.
    }
  }

  private static boolean hasRecords(List<Path> files) throws IOException {
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        if (new Excerpts(channel).next() != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** What it says in GENESIS of the journal that follows it, the tree recovered. */
  Map<String, String> genesis(Path root, @Nullable SealOptions seal) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(GenesisField.PREVIOUS_JOURNAL.key(), id.toString());
    values.put(GenesisField.PREVIOUS_RECORDS.key(), Long.toString(records));
    values.put(GenesisField.PREVIOUS_CHAIN.key(), chainHex);
    values.put(GenesisField.PREVIOUS_END.key(), end);
    if (seal != null && !key.isEmpty()) {
      Path journal = root.resolve(id.toString());
      Recovery.Recovered recovered =
          Recovery.of(journal, id, key, rotationsOf(journal), records, seal);
      values.put(GenesisField.PREVIOUS_SEAL.key(), recovered.outcome().word());
      if (recovered.rootHex() != null) {
        values.put(GenesisField.PREVIOUS_ROOT.key(), recovered.rootHex());
      }
    }
    return values;
  }

  /** Without what cannot be read, which the checkpoint's signature does not fit then. */
  private static KeptRotations rotationsOf(Path journal) {
    PrunedPrevious pruned = PrunedPrevious.find(journal.resolve("q"));
    try {
      return pruned == null ? KeptRotations.NONE : pruned.rotations();
    } catch (IOException e) {
      return KeptRotations.NONE;
    }
  }

  private static boolean isLast(ByteBuffer record) {
    return record.get(RecordLayout.TYPE) == RecordType.SEG_CLOSE.code()
        && record.remaining() >= SegmentCloseLayout.BYTES
        && (record.getLong(SegmentCloseLayout.FLAGS) & SegmentCloseLayout.FLAG_LAST) != 0;
  }

  private static boolean isPruned(Path journal) {
    return PrunedPrevious.find(journal.resolve("q")) != null;
  }

  /** From the first segment, or from what was kept of it. */
  private static Map<String, String> genesisOf(Path queue, List<Path> files) {
    Map<String, String> first = files.isEmpty() ? Map.of() : genesisOf(files.get(0));
    PrunedPrevious pruned = first.isEmpty() ? PrunedPrevious.find(queue) : null;
    boolean isKept =
        pruned != null && Files.isRegularFile(pruned.kept(), LinkOption.NOFOLLOW_LINKS);
    return pruned != null && isKept ? genesisOf(pruned.kept()) : first;
  }

  private static Map<String, String> genesisOf(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer record = new Excerpts(channel, RecordLayout.MAX_RECORD_BYTES).next();
      boolean isGenesis =
          record != null
              && record.remaining() >= RecordLayout.TAIL
              && record.get(RecordLayout.TYPE) == RecordType.GENESIS.code();
      if (record != null && isGenesis) {
        return TailReader.genesis(record);
      }
    } catch (IOException | MalformedTail e) {
      return Map.of(); // Still linked, as unreadable: a journal must not vanish by damage.
    }
    return Map.of();
  }

  private static long bootOf(@Nullable Map<String, String> values) {
    try {
      return values == null ? 0 : Long.parseLong(valueOf(values, GenesisField.BOOT_WALL_NANOS));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String valueOf(Map<String, String> values, GenesisField field) {
    return values.getOrDefault(field.key(), "");
  }

  /** The id of the journal whose directory this is; null when it is none. */
  static @Nullable UUID uuidOf(Path entry) {
    Path name = entry.getFileName();
    if (name == null || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      UUID id = UUID.fromString(name.toString());
      return id.toString().equals(name.toString()) ? id : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The segments in order; none when this is no journal. */
  private static List<Path> segments(Path queue) throws IOException {
    List<Path> segments = new ArrayList<>();
    if (Files.isDirectory(queue, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(queue, "*" + SegmentName.SUFFIX)) {
        for (Path file : files) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            segments.add(file);
          }
        }
      }
      segments.sort(null);
    }
    return segments;
  }

  /** Walks data excerpts through a window that holds the largest record. */
  static final class Excerpts {
    private static final int WINDOW_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer window;
    private long windowStart;
    private long position;

    Excerpts(FileChannel channel) {
      this(channel, WINDOW_BYTES);
    }

    Excerpts(FileChannel channel, int windowBytes) {
      this.channel = channel;
      window = ByteBuffer.allocate(windowBytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /**
     * The next committed excerpt that is not metadata; null at the end or where it makes no sense.
     */
    @Nullable ByteBuffer next() throws IOException {
      while (isLoaded(position, ExcerptHeader.BYTES)) {
        int header = window.getInt((int) (position - windowStart));
        int length = ExcerptHeader.lengthBytes(header);
        long body = position + ExcerptHeader.BYTES;
        if (!ExcerptHeader.isComplete(header)) {
          return null;
        }
        position = ExcerptHeader.align(body + length);
        if (!ExcerptHeader.isMetadata(header)) {
          boolean fits = length <= RecordLayout.MAX_RECORD_BYTES && isLoaded(body, length);
          return fits
              ? window.slice((int) (body - windowStart), length).order(ByteOrder.LITTLE_ENDIAN)
              : null;
        }
      }
      return null;
    }

    private boolean isLoaded(long from, int length) throws IOException {
      if (from >= windowStart && from + length <= windowStart + window.limit()) {
        return true;
      }
      window.clear();
      windowStart = from;
      int read = 0;
      while (read >= 0 && window.hasRemaining()) {
        read = channel.read(window, windowStart + window.position());
      }
      window.flip();
      return length <= window.limit();
    }
  }
}
