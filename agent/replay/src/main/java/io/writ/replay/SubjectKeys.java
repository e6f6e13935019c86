package io.writ.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.encoding.HmacSha256;
import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.SubjectKeyLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a journal that was written, for those who have its {@code k/}. They prove nothing
 * and are no evidence: what they open is in the records, which the chain covers.
 */
public final class SubjectKeys implements Closeable {
  private final byte[] root;
  private final FileChannel subjects;

  private SubjectKeys(byte[] root, FileChannel subjects) {
    this.root = root;
    this.subjects = subjects;
  }

  /** Those of a journal's directory to read, or null when there are none. */
  public static @Nullable SubjectKeys find(Path journal) throws IOException {
    return open(journal, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** The same, to erase. */
  static @Nullable SubjectKeys findToErase(Path journal) throws IOException {
    return open(
        journal,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static @Nullable SubjectKeys open(Path journal, Set<? extends OpenOption> options)
      throws IOException {
    Path directory = journal.resolve(SubjectKeyLayout.DIRECTORY);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    Path rootFile = regular(directory.resolve(SubjectKeyLayout.ROOT_FILE));
    Path subjectsFile = regular(directory.resolve(SubjectKeyLayout.SUBJECTS_FILE));
    ByteBuffer root = ByteBuffer.allocate(SubjectKeyLayout.SECRET_BYTES);
    try (FileChannel channel =
        FileChannel.open(rootFile, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (!fill(channel, root, 0)) {
        throw new IOException(rootFile + ": has no [" + root.capacity() + "] bytes");
      }
    }
    return new SubjectKeys(root.array(), FileChannel.open(subjectsFile, options));
  }

  /** The value, or null when its key was erased, is not there, or is another. */
  public @Nullable String open(SealedValue value, AttributeCipher cipher) throws IOException {
    byte[] secret = secret(value.keyNumber, null);
    if (secret == null) {
      return null;
    }
    byte[] text =
        cipher.open(
            SubjectKeyLayout.attributes(secret),
            SubjectKeyLayout.nonce(value.executionLow, value.index),
            value.name,
            value.sealed);
    return text == null ? null : new String(text, UTF_8);
  }

  /**
   * Under what a record commits to its arguments.
   *
   * @param keyNumber of the record's data subject, 0 for none
   * @return null when the key is not there any more
   */
  public @Nullable HmacSha256 commitments(int keyNumber) throws IOException {
    byte[] secret = keyNumber == 0 ? root : secret(keyNumber, null);
    return secret == null ? null : SubjectKeyLayout.commitments(secret);
  }

  /** The numbers of a subject's keys. */
  List<Integer> numbersOf(String subject) throws IOException {
    byte[] tag = SubjectKeyLayout.tag(root, subject);
    List<Integer> numbers = new ArrayList<>();
    long entries = subjects.size() / SubjectKeyLayout.BYTES;
    for (int number = 1; number <= entries; number++) {
      if (secret(number, tag) != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Overwrites a key and its tag with zeros, on the device. */
  void erase(List<Integer> numbers) throws IOException {
    byte[] zeros = new byte[SubjectKeyLayout.SECRET_BYTES];
    for (int number : numbers) {
      ByteBuffer entry = SubjectKeyLayout.entry(number, zeros, zeros);
      long at = offset(number);
      if (at + SubjectKeyLayout.BYTES <= subjects.size()) {
        while (entry.hasRemaining()) {
          at += subjects.write(entry, at);
        }
      }
    }
    subjects.force(true);
  }

  @Override
  public void close() throws IOException {
    subjects.close();
  }

  /** The key of an entry that is whole and not erased and, when a tag is given, has that. */
  private byte @Nullable [] secret(int number, byte @Nullable [] tag) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(SubjectKeyLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (number <= 0 || !fill(subjects, entry, offset(number))) {
      return null;
    }
    byte[] secret = Arrays.copyOfRange(entry.array(), SubjectKeyLayout.KEY, SubjectKeyLayout.BYTES);
    byte[] found = Arrays.copyOfRange(entry.array(), SubjectKeyLayout.TAG, SubjectKeyLayout.KEY);
    boolean isWhole =
        entry.getInt(SubjectKeyLayout.NUMBER) == number
            && entry.getInt(SubjectKeyLayout.CRC) == SubjectKeyLayout.crcOf(entry);
    boolean isErased = Arrays.equals(secret, new byte[SubjectKeyLayout.SECRET_BYTES]);
    boolean isAsked = tag == null || Arrays.equals(found, tag);
    return isWhole && !isErased && isAsked ? secret : null;
  }

  private static long offset(int number) {
    return (number - 1L) * SubjectKeyLayout.BYTES;
  }

  private static boolean fill(FileChannel from, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      int read = from.read(into, at + into.position());
      if (read < 0) {
        return false;
      }
    }
    return true;
  }

  private static Path regular(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("not a regular file [" + file + "]");
    }
    return file;
  }
}
