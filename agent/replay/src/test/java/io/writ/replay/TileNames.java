package io.writ.replay;

import io.writ.replay.Tally.Harmless;
import java.util.List;
import java.util.Optional;

/** Which files beside the segments nobody reads, by their names. */
final class TileNames {
  private TileNames() {}

  /** Why any change of this whole file is harmless, if it is. */
  static Optional<Harmless> reasonFor(String name, long size) {
    if (name.equals("q/metadata.cq4t")) {
      return Optional.of(Harmless.NEVER_READ);
    }
    return isStale(name, size) ? Optional.of(Harmless.STALE_PARTIAL_TILE) : Optional.empty();
  }

  /** {@code t/tile/LEVEL/N.p/WIDTH} of another width than the tree of this size has. */
  private static boolean isStale(String name, long size) {
    if (!name.contains(".p/")) {
      return false;
    }
    List<String> parts = List.of(name.split("/", -1));
    int level = Integer.parseInt(parts.get(2));
    long index = Long.parseLong(parts.get(3).replace(".p", ""));
    long hashes = size >> (8 * level);
    return index != hashes / 256 || Long.parseLong(parts.get(4)) != hashes % 256;
  }
}
