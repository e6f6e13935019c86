package io.writ.replay;

import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.PruneStatement;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one journal, in the order of their names. Below the path that the user names, no
 * symbolic link is followed: a journal must not be able to point the verifier elsewhere.
 *
 * @param name the directory of the journal, or the file when a file was named
 * @param files its {@code .cq4} files; none only when all were pruned
 * @param queue the directory that they are in; null when one file alone was named
 */
public record JournalFiles(Path name, List<Path> files, @Nullable Path queue) {
  public JournalFiles {
    files = List.copyOf(files);
  }

  /** Whether one file was named by itself: any segment, and nothing of what lies around it. */
  boolean isAlone() {
    return queue == null;
  }

  /** Where its tree is, which may not be there; null when one file alone was named. */
  @Nullable Path tree() {
    if (queue == null) {
      return null;
    }
    // Made absolute: the sibling of [.] is in it.
    return name.equals(queue)
        ? name.toAbsolutePath().normalize().resolveSibling("t")
        : name.resolve("t");
  }

  /** Where it says what was pruned, if anything was. */
  @Nullable Path note() {
    return queue == null ? null : queue.resolve(PruneStatement.FILE);
  }

  /** Whether somebody says that records of it were pruned. */
  public boolean isPruned() {
    Path note = note();
    return note != null && Files.exists(note, LinkOption.NOFOLLOW_LINKS);
  }

  /** The same journal with these files alone. */
  JournalFiles with(List<Path> others) {
    return new JournalFiles(name, others, queue);
  }

  /** Where its newest checkpoint is. */
  @Nullable Path checkpoint() {
    Path tree = tree();
    return tree == null ? null : tree.resolve(CheckpointNames.FILE);
  }

  /**
   * The journals at a path: a root, a journal's directory, its {@code q} directory or one file.
   *
   * @throws IOException when there is nothing, or something else, or a journal of which no segment
   *     is left or that lies behind a link
   */
  public static List<JournalFiles> at(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(new JournalFiles(path, List.of(path), null));
    }
    if (!Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such file or directory");
    }
    List<JournalFiles> found = new ArrayList<>();
    addTo(found, path);
    for (Path entry : sorted(path, "*")) {
      if (found.isEmpty() || !found.get(0).name().equals(path)) {
        requireNoLink(entry);
        addTo(found, entry);
      }
    }
    if (found.isEmpty()) {
      throw new NoSuchFileException(path.toString(), null, "no journal in it");
    }
    return found;
  }

  private static void addTo(List<JournalFiles> found, Path directory) throws IOException {
    for (Path queue : List.of(directory.resolve("q"), directory)) {
      if (!queue.equals(directory)) {
        requireNoLink(queue);
      }
      if (Files.isDirectory(queue, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> files = sorted(queue, "*.cq4");
        JournalFiles journal = new JournalFiles(directory, files, queue);
        if (!files.isEmpty() || journal.isPruned()) {
          found.add(journal);
          return;
        }
      }
    }
    if (Files.exists(
        directory.resolve("t").resolve(CheckpointNames.FILE), LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(
          directory.toString(), null, "a checkpoint, and no segment of its journal");
    }
  }

  /** To pass over a link would hide a journal; to follow it would read where it points. */
  private static void requireNoLink(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && Files.isDirectory(path)) {
      throw new IOException("a link to a directory [" + path + "]; name its target instead");
    }
  }

  /** The entries of a directory whose names fit, in the order of their names. */
  static List<Path> sorted(Path directory, String glob) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }
}
