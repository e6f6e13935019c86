package io.writ.tlog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a writer's tiles: written once, forced in order, partial ones deleted in time. */
final class TileStore {
  private final Path t;
  private final Path temporary;
  private final TileDisk disk;

  /** Full tiles that may have partial ones beside them. */
  private final List<Tile> completed = new ArrayList<>();

  private final @Nullable Path[] madeDirectories = new Path[Tile.LEVELS];

  /** The full tiles of this size are durable. */
  private long forcedSize;

  /** A durable checkpoint may need the partial tiles of this size. */
  private long keptSize;

  /**
   * @param t absolute
   */
  TileStore(Path t, TileDisk disk) {
    this.t = t;
    this.temporary = t.resolve("tile.tmp");
    this.disk = disk;
  }

  /** Keeps the partial tiles of this size until the full ones are durable. */
  void keep(long size) {
    keptSize = size;
  }

  /** {@link TileStack.FullTiles#accept}. */
  void writeFull(Tile tile, byte[] hashes) throws IOException {
    write(tile, hashes);
    completed.add(tile);
  }

  /** Writes a tile under its name, or finds it there with the same contents. */
  void write(Tile tile, byte[] hashes) throws IOException {
    Path file = file(tile);
    if (!isWritten(tile, file, hashes)) {
      makeDirectory(tile, file);
      disk.write(temporary, hashes, tile.lengthBytes());
      disk.rename(temporary, file);
    }
  }

  /**
   * Whether the file is there with these contents. A shorter one is a tile that a lost power supply
   * tore before it was forced, which no durable checkpoint vouches for: it is written again. One
   * with other hashes may be evidence, of another tree in this directory, and stays.
   */
  private boolean isWritten(Tile tile, Path file, byte[] hashes) throws IOException {
    BasicFileAttributes found = TileFile.attributes(file);
    if (found == null || (found.isRegularFile() && found.size() < tile.lengthBytes())) {
      return false;
    }
    byte[] bytes = TileFile.find(t, tile);
    if (bytes == null || !Arrays.equals(bytes, 0, bytes.length, hashes, 0, tile.lengthBytes())) {
      throw new TileRefused(
          "tile ["
              + tile.path()
              + "] has other hashes already; move it away when no checkpoint needs it");
    }
    return true;
  }

  private void makeDirectory(Tile tile, Path file) throws IOException {
    Path directory = above(file);
    if (!tile.isFull()) {
      disk.makeDirectories(directory);
    } else if (!directory.equals(madeDirectories[tile.level()])) {
      disk.makeDirectories(directory);
      madeDirectories[tile.level()] = directory;
    }
  }

  /** Forces every tile that a tree of this size needs, then the directories down to them. */
  void force(long size) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (int level = 0; level < Tile.LEVELS; level++) {
      long hashes = Tile.hashesAt(level, size);
      long index = Tile.hashesAt(level, forcedSize) / Tile.FULL;
      for (; index * Tile.FULL < hashes; index++) {
        Path file = file(Tile.of(level, index, size));
        disk.forceFile(file);
        for (Path at = above(file); at.startsWith(t) && directories.add(at); at = above(at)) {
          // Ends at t, or at a directory that is in the set with all above it.
        }
      }
    }
    if (!directories.isEmpty()) {
      directories.add(above(t));
    }
    for (Path directory : directories) {
      disk.forceDirectory(directory);
    }
    forcedSize = size;
    keptSize = size;
  }

  /** Deletes the partial tiles of full ones, but for those that a durable checkpoint may need. */
  void deleteObsolete() throws IOException {
    List<Tile> kept = new ArrayList<>();
    for (Tile tile : completed) {
      if (isKept(tile)) {
        kept.add(tile);
      } else {
        deletePartials(file(tile).resolveSibling(file(tile).getFileName() + ".p"));
      }
    }
    completed.clear();
    completed.addAll(kept);
  }

  private boolean isKept(Tile tile) {
    long hashes = Tile.hashesAt(tile.level(), keptSize);
    return hashes / Tile.FULL == tile.index() && hashes % Tile.FULL > 0;
  }

  private void deletePartials(Path directory) throws IOException {
    BasicFileAttributes found = TileFile.attributes(directory);
    if (found == null || !found.isDirectory()) {
      return;
    }
    boolean isForeign = false;
    List<Path> partials = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        boolean isWidth = file.getFileName().toString().matches("[1-9][0-9]{0,2}");
        isForeign |= !isWidth;
        if (isWidth) {
          partials.add(file);
        }
      }
    }
    for (Path partial : partials) {
      disk.delete(partial);
    }
    // What is not ours stays, and is no reason to stop a log.
    if (!isForeign) {
      disk.delete(directory);
    }
  }

  private Path file(Tile tile) {
    return t.resolve(tile.path());
  }

  private static Path above(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
