package io.writ.journal;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
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
 */
record PreviousJournal(UUID id, long records, String chainHex, String end) {

  /** The journal that no other one names as its previous; of several, the one booted last. */
  static @Nullable PreviousJournal find(Path root) throws IOException {
    Map<UUID, Path> journals = new HashMap<>();
    Map<UUID, Map<String, String>> genesis = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        @Nullable UUID id = uuidOf(entry);
        @Nullable Path file = id == null ? null : firstFile(entry.resolve("q"));
        if (id != null && file != null) {
          journals.put(id, file);
          genesis.put(id, genesisOf(file));
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
        .map(journal -> walk(journal.getKey(), journal.getValue()))
        .orElse(null);
  }

  private static PreviousJournal walk(UUID id, Path file) {
    byte[] zero = new byte[RecordLayout.DIGEST_BYTES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Excerpts excerpts = new Excerpts(channel);
      long records = 0;
      byte[] chain = zero;
      boolean isClosed = false;
      for (ByteBuffer record = excerpts.next(); record != null; record = excerpts.next()) {
        if (record.remaining() < RecordLayout.TAIL) {
          break;
        }
        records++;
        record.get(RecordLayout.CHAIN, chain);
        isClosed = record.get(RecordLayout.TYPE) == RecordType.SEG_CLOSE.code();
      }
      String end = records == 0 ? "unreadable" : isClosed ? "clean" : "cut";
      return new PreviousJournal(id, records, HexFormat.of().formatHex(chain), end);
    } catch (IOException e) {
      return new PreviousJournal(id, 0, HexFormat.of().formatHex(zero), "unreadable");
    }
  }

  private static Map<String, String> genesisOf(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer record = new Excerpts(channel).next();
      if (record != null && record.remaining() >= RecordLayout.TAIL) {
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

  private static @Nullable UUID uuidOf(Path entry) {
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

  private static @Nullable Path firstFile(Path queue) throws IOException {
    if (!Files.isDirectory(queue, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    Path first = null;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(queue, "*.cq4")) {
      for (Path file : files) {
        boolean isEarlier = first == null || file.compareTo(first) < 0;
        if (isEarlier && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          first = file;
        }
      }
    }
    return first;
  }

  /** Walks data excerpts through a window of one largest record. */
  private static final class Excerpts {
    private final FileChannel channel;
    private final ByteBuffer window =
        ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long windowStart;
    private long position;

    Excerpts(FileChannel channel) {
      this.channel = channel;
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
          return fits ? window.slice((int) (body - windowStart), length) : null;
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
