package io.writ.tlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tiles of a growing tree below a directory {@code t/} (C2SP tlog-tiles).
 *
 * <p>The order is the promise. Tiles first, then the checkpoint that needs them: a caller writes
 * and signs a checkpoint for {@link #size()} only after {@link #publish(boolean)} returned, so that
 * whoever holds a checkpoint finds its tiles, after whatever crash.
 *
 * <ul>
 *   <li>A tile gets its name by a rename, whole. A killed process leaves no torn tile.
 *   <li>{@code publish(false)} leaves tiles in the page cache: they survive a killed process and
 *       not a lost power supply, which is what level L0 of the journal promises. It costs some
 *       files; forcing the 2,000 tiles that 500,000 leaves a second fill is beyond a disk.
 *   <li>{@code publish(true)} forces every tile since the last {@code publish(true)}, then their
 *       directories. After {@code resume} that is every tile of the tree, since nobody knows which
 *       were forced.
 *   <li>After the first failure every call throws {@link TileWriterStopped} with that cause.
 * </ul>
 *
 * <p>One writer for a directory, and one thread for a writer.
 */
public final class TileWriter {
  private final TileStore store;
  private final TileStack stack;
  private @Nullable Throwable failure;

  private TileWriter(Path t, TileDisk disk) {
    this.store = new TileStore(t.toAbsolutePath().normalize(), disk);
    this.stack = new TileStack(store::writeFull);
  }

  /**
   * A writer of an empty tree.
   *
   * @throws TileRefused when the directory has tiles already
   */
  public static TileWriter create(Path t, TileDisk disk) throws IOException {
    if (TileFile.attributes(t.resolve("tile")) != null) {
      throw new TileRefused(
          "[" + t.resolve("tile") + "] exists; resume its tree, or take another directory");
    }
    return new TileWriter(t, disk);
  }

  /**
   * A writer that goes on after the tree that a checkpoint vouches for. It reads the tiles of the
   * right edge and the full tiles next to them, no others; compare {@link #root()} with the
   * checkpoint's, or let {@link #resume(Path, long, byte[], TileDisk)} do it.
   *
   * @param size leaves of that tree; 0 when the crash was before the first checkpoint
   * @throws TileRefused when the tiles do not carry a tree of that size
   */
  public static TileWriter resume(Path t, long size, TileDisk disk) throws IOException {
    TileReader tiles = new TileReader(t, size);
    TileWriter writer = new TileWriter(t, disk);
    writer.stack.restore(size);
    for (int level = 0; level < Tile.LEVELS; level++) {
      long hashes = Tile.hashesAt(level, size);
      if (hashes >= Tile.FULL) {
        checkFullTile(tiles, level, hashes / Tile.FULL - 1);
      }
      if (hashes % Tile.FULL > 0) {
        Tile edge = Tile.of(level, hashes / Tile.FULL, size);
        byte[] bytes = tiles.read(edge);
        for (int i = 0; i < edge.width(); i++) {
          writer.stack.level(level).append(bytes, i * MerkleHash.LENGTH_BYTES);
        }
      }
    }
    writer.store.keep(size);
    return writer;
  }

  /**
   * As {@link #resume(Path, long, TileDisk)}, with the root that the checkpoint signs.
   *
   * @throws TileRefused also when the tiles have another root
   */
  public static TileWriter resume(Path t, long size, byte[] root, TileDisk disk)
      throws IOException {
    TileWriter writer = resume(t, size, disk);
    if (!Arrays.equals(writer.root(), root)) {
      throw new TileRefused(
          "the tiles in ["
              + t
              + "] have another root at ["
              + size
              + "] leaves than the checkpoint; restore the tiles");
    }
    return writer;
  }

  private static void checkFullTile(TileReader tiles, int level, long index) throws IOException {
    Tile full = new Tile(level, index, Tile.FULL);
    byte[] bytes = tiles.read(full);
    MerkleFrontier subtree = new MerkleFrontier();
    for (int i = 0; i < Tile.FULL; i++) {
      subtree.append(bytes, i * MerkleHash.LENGTH_BYTES);
    }
    if (!Arrays.equals(subtree.root(), tiles.node(8 * (level + 1), index))) {
      throw new TileRefused(
          "tile [" + full.path() + "] is not what the tile above it says; restore the tiles");
    }
  }

  /**
   * Appends one leaf; every 256th writes a tile, unforced.
   *
   * @throws IllegalArgumentException when the hash is not 32 bytes long
   * @throws TileWriterStopped when this or an earlier call failed
   */
  public void append(byte[] leafHash) throws IOException {
    MerkleHash.checkLength(leafHash);
    checkRunning();
    try {
      stack.append(leafHash, 0);
    } catch (IOException | RuntimeException | Error e) {
      throw stopped(e);
    }
  }

  /** Leaves, of which a crash keeps those that were published. */
  public long size() {
    return stack.size();
  }

  /** The root at {@link #size()}. */
  public byte[] root() throws IOException {
    checkRunning();
    return stack.root();
  }

  /** {@link #publish(boolean)} with force. */
  public void publish() throws IOException {
    publish(true);
  }

  /**
   * Makes every tile that the present size needs available, and deletes partial tiles that a full
   * one has replaced. Only after it returned may a checkpoint of this size be written.
   *
   * @param force whether the tiles are durable too
   * @throws TileWriterStopped when this or an earlier call failed
   */
  public void publish(boolean force) throws IOException {
    checkRunning();
    try {
      for (int level = 0; level < Tile.LEVELS; level++) {
        OpenTile open = stack.level(level);
        if (open.width() > 0) {
          store.write(
              Tile.of(level, Tile.hashesAt(level, size()) / Tile.FULL, size()), open.hashes());
        }
      }
      if (force) {
        store.force(size());
      }
      store.deleteObsolete();
    } catch (IOException | RuntimeException | Error e) {
      throw stopped(e);
    }
  }

  private void checkRunning() throws TileWriterStopped {
    if (failure != null) {
      throw new TileWriterStopped(size(), failure);
    }
  }

  private TileWriterStopped stopped(Throwable cause) {
    failure = cause;
    return new TileWriterStopped(size(), cause);
  }
}
