package io.writ.core.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule positions by a text. Immutable; finding allocates nothing, also when only the beginning of a
 * text is looked for, and costs the same however many texts there are.
 */
final class TextIndex {
  private static final int[] NONE = {};

  /** 2^32 over the golden ratio: texts that differ in a digit have hashes in a row. */
  private static final int SPREAD = 0x9E3779B9;

  /** Open addressing, at most half full; a null key ends a search. */
  private final @Nullable String[] keys;

  private final int[] hashes;
  private final int[][] positions;
  private final int shift;

  private TextIndex(Map<String, List<Integer>> byText) {
    int capacity = Integer.highestOneBit(Math.max(4, byText.size() * 2 + 1)) << 1;
    keys = new @Nullable String[capacity];
    hashes = new int[capacity];
    shift = Integer.numberOfLeadingZeros(capacity - 1);
    positions = new int[capacity][];
    byText.forEach(this::put);
  }

  /** Collects positions, ascending. */
  static final class Builder {
    private final Map<String, List<Integer>> byText = new LinkedHashMap<>();

    void add(String text, int position) {
      List<Integer> known = byText.computeIfAbsent(text, key -> new ArrayList<>());
      if (known.isEmpty() || known.get(known.size() - 1) != position) {
        known.add(position);
      }
    }

    /** Null when nothing was added. */
    @Nullable TextIndex build() {
      return byText.isEmpty() ? null : new TextIndex(byText);
    }
  }

  private void put(String key, List<Integer> of) {
    int slot = slot(key, key.length(), key.hashCode());
    keys[slot] = key;
    hashes[slot] = key.hashCode();
    positions[slot] = of.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The positions for the whole text; readers must not write to them. */
  int[] find(String text) {
    return find(text, text.length(), text.hashCode());
  }

  /**
   * The same for the beginning of a text.
   *
   * @param hash what {@link String#hashCode} of that beginning is
   */
  int[] find(String text, int length, int hash) {
    int slot = slot(text, length, hash);
    return keys[slot] == null ? NONE : positions[slot];
  }

  private int slot(String text, int length, int hash) {
    int mask = keys.length - 1;
    int slot = (hash * SPREAD) >>> shift;
    while (true) {
      String key = keys[slot];
      if (key == null || (hashes[slot] == hash && key.length() == length && text.startsWith(key))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }
}
