package io.writ.journal.secret;

import io.writ.core.encoding.HmacSha256;
import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.SubjectKeyLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The secrets of the journal that is written, in {@code k/}: its root, and a key for each data
 * subject, whose erasure makes what was recorded of the subject unreadable and leaves every hash as
 * it is.
 *
 * <p>A key is in the file before a record uses it. The keys used last are remembered; a subject
 * that was forgotten gets another one, which costs 72 bytes. Not thread-safe.
 */
public final class JournalSecrets implements AutoCloseable {
  private static final int REMEMBERED = 8_192;

  private final byte[] root;
  private final HmacSha256 commitments;
  private final AttributeCipher cipher;
  private final RandomAccessFile subjects;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SubjectKey> known = new LastUsed();
  private int last;

  private JournalSecrets(byte[] root, AttributeCipher cipher, RandomAccessFile subjects) {
    this.root = root;
    this.cipher = cipher;
    this.subjects = subjects;
    commitments = SubjectKeyLayout.commitments(root);
  }

  /** Makes the directory and the root for a new journal. */
  public static JournalSecrets create(Path journal, AttributeCipher cipher) throws IOException {
    Path directory = journal.resolve(SubjectKeyLayout.DIRECTORY);
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    byte[] root = new byte[SubjectKeyLayout.SECRET_BYTES];
    new SecureRandom().nextBytes(root);
    Path rootFile = directory.resolve(SubjectKeyLayout.ROOT_FILE);
    Path subjectsFile = directory.resolve(SubjectKeyLayout.SUBJECTS_FILE);
    createFile(rootFile);
    Files.write(rootFile, root, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    createFile(subjectsFile);
    return new JournalSecrets(root, cipher, new RandomAccessFile(subjectsFile.toFile(), "rw"));
  }

  /** Deletes those of a journal that never began. */
  public static void delete(Path journal) throws IOException {
    Path directory = journal.resolve(SubjectKeyLayout.DIRECTORY);
    Files.deleteIfExists(directory.resolve(SubjectKeyLayout.ROOT_FILE));
    Files.deleteIfExists(directory.resolve(SubjectKeyLayout.SUBJECTS_FILE));
    Files.deleteIfExists(directory);
  }

  /** Commits to arguments that are of no subject. */
  public HmacSha256 commitments() {
    return commitments;
  }

  /**
   * The key of a subject.
   *
   * @param force whether a new one must be on the device first
   * @throws IOException when a new one cannot be written; the next call tries again
   */
  public SubjectKey find(String subject, boolean force) throws IOException {
    SubjectKey found = known.get(subject);
    if (found == null) {
      found = make(subject, force);
      known.put(subject, found);
    }
    return found;
  }

  /** Uses none of these any more: they were erased. */
  public void forget(Set<Integer> numbers) {
    known.values().removeIf(key -> numbers.contains(key.number()));
  }

  @Override
  public void close() throws IOException {
    subjects.close();
  }

  private SubjectKey make(String subject, boolean force) throws IOException {
    int number = last + 1;
    byte[] secret = new byte[SubjectKeyLayout.SECRET_BYTES];
    random.nextBytes(secret);
    ByteBuffer entry = SubjectKeyLayout.entry(number, SubjectKeyLayout.tag(root, subject), secret);
    byte[] bytes = new byte[SubjectKeyLayout.BYTES];
    entry.get(bytes);
    // By place: what a write that failed half way left is written over.
    subjects.seek((long) last * SubjectKeyLayout.BYTES);
    subjects.write(bytes);
    if (force) {
      subjects.getFD().sync();
    }
    last = number;
    return new SubjectKey(number, secret, cipher);
  }

  private static void createFile(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static final class LastUsed extends LinkedHashMap<String, SubjectKey> {
    private static final long serialVersionUID = 1L;

    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SubjectKey> eldest) {
      return size() > REMEMBERED;
    }
  }
}
