package io.writ.core.lineage;

import java.util.Locale;

/** What writes a journal's files. The bytes of a record are the same, and one reader reads both. */
public enum JournalStore {
  /** {@link #CHRONICLE}, unless this JVM forbids what that needs; then {@link #FILE}. */
  AUTO,
  /** A Chronicle Queue: memory-mapped, no system call per record. */
  CHRONICLE,
  /** Plain files: two system calls per record and no need of {@code sun.misc.Unsafe}. */
  FILE;

  /** The word for it in settings and in GENESIS. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
