package io.writ.enforce;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was bound at each submission that did not run yet, by the identity of the object that stands
 * for the submission.
 *
 * <p>It lies here and not in that object: fields cannot be added to classes that are loaded, the
 * application's own task must not carry a binding (two owners submit the same one), and what the
 * application can reach by reflection would be authority to take. Nothing here keeps the object:
 * one that never runs is forgotten with it.
 *
 * <p>An entry is used up by a run. So whatever way the objects take through queues that nobody
 * watches, a task runs with somebody's authority at most as often as that somebody submitted it.
 */
final class Pending {
  private static final int SEGMENTS = 32;
  private static final int SHIFT = 5;
  private static final int CAPACITY = 64;

  private final Segment[] segments = new Segment[SEGMENTS];
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  Pending() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /** One object; {@code captured} is null when it was submitted by several who differ. */
  private static final class Entry extends WeakReference<Object> {
    final int hash;
    boolean isOwn;
    int runs = 1;
    @Nullable Captured captured;
    @Nullable Entry next;

    Entry(Object key, int hash, @Nullable Captured captured, ReferenceQueue<Object> gone) {
      super(key, gone);
      this.hash = hash;
      this.captured = captured;
    }
  }

  private static final class Segment {
    @Nullable Entry[] table = new @Nullable Entry[CAPACITY];
    int size;
  }

  /** How many entries there are; of objects that are gone, until the next submission. */
  int size() {
    return size.get();
  }

  /**
   * Keeps it for the object's next run, in place of what was kept.
   *
   * @param captured null to forget what was kept
   * @param isOwn whether later submissions of the object by {@link #offer} do not count
   */
  void put(Object key, @Nullable Captured captured, boolean isOwn) {
    put(key, captured, isOwn, false);
  }

  /** As {@link #put}, unless something was kept when the object was made. */
  void putUnlessOwn(Object key, @Nullable Captured captured) {
    put(key, captured, false, true);
  }

  private void put(Object key, @Nullable Captured captured, boolean isOwn, boolean sparesOwn) {
    forgetGone();
    if (captured == null && size.get() == 0) {
      return;
    }
    int hash = hash(key);
    Segment segment = segment(hash);
    synchronized (segment) {
      Entry entry = find(segment, key, hash);
      if (sparesOwn && entry != null && entry.isOwn) {
        return;
      }
      if (captured == null) {
        if (entry != null) {
          remove(segment, entry);
        }
        return;
      }
      if (entry == null) {
        entry = add(segment, key, hash, captured);
      }
      entry.captured = captured;
      entry.isOwn = isOwn;
      entry.runs = 1;
    }
  }

  /**
   * Keeps it for one more run of the object.
   *
   * @param isAmbiguous what to do when others' submissions of it are pending: to let all of them
   *     run with nothing bound, or not to keep it
   * @return false when it was not kept
   */
  boolean offer(Object key, @Nullable Captured captured, boolean isAmbiguous) {
    forgetGone();
    if (captured == null && size.get() == 0) {
      return true;
    }
    int hash = hash(key);
    Segment segment = segment(hash);
    synchronized (segment) {
      Entry entry = find(segment, key, hash);
      if (entry == null) {
        if (captured != null) {
          add(segment, key, hash, captured);
        }
        return true;
      }
      if (entry.isOwn) {
        return true;
      }
      if (captured != null && entry.captured == captured) {
        entry.runs++;
        return true;
      }
      if (isAmbiguous) {
        entry.captured = null;
        entry.runs++;
      }
      return isAmbiguous;
    }
  }

  /** What was kept for this run of the object, or null; used up with this. */
  @Nullable Captured take(Object key) {
    if (size.get() == 0) {
      return null;
    }
    int hash = hash(key);
    Segment segment = segment(hash);
    synchronized (segment) {
      Entry entry = find(segment, key, hash);
      if (entry == null) {
        return null;
      }
      if (--entry.runs == 0) {
        remove(segment, entry);
      }
      return entry.captured;
    }
  }

  /** What was kept for the object's run, or null; stays. */
  @Nullable Captured peek(Object key) {
    if (size.get() == 0) {
      return null;
    }
    int hash = hash(key);
    Segment segment = segment(hash);
    synchronized (segment) {
      Entry entry = find(segment, key, hash);
      return entry == null ? null : entry.captured;
    }
  }

  private static int hash(Object key) {
    int hash = System.identityHashCode(key);
    return hash ^ (hash >>> 15);
  }

  private Segment segment(int hash) {
    return segments[hash & (SEGMENTS - 1)];
  }

  private static int index(int hash, int capacity) {
    return (hash >>> SHIFT) & (capacity - 1);
  }

  private static @Nullable Entry find(Segment segment, Object key, int hash) {
    Entry entry = segment.table[index(hash, segment.table.length)];
    while (entry != null && !entry.refersTo(key)) {
      entry = entry.next;
    }
    return entry;
  }

  private Entry add(Segment segment, Object key, int hash, Captured captured) {
    Entry added = new Entry(key, hash, captured, gone);
    if (segment.size >= segment.table.length) {
      grow(segment);
    }
    int index = index(hash, segment.table.length);
    added.next = segment.table[index];
    segment.table[index] = added;
    segment.size++;
    size.incrementAndGet();
    return added;
  }

  private static void grow(Segment segment) {
    @Nullable Entry[] table = new @Nullable Entry[segment.table.length * 2];
    for (Entry first : segment.table) {
      Entry entry = first;
      while (entry != null) {
        Entry next = entry.next;
        int index = index(entry.hash, table.length);
        entry.next = table[index];
        table[index] = entry;
        entry = next;
      }
    }
    segment.table = table;
  }

  private void remove(Segment segment, Entry removed) {
    int index = index(removed.hash, segment.table.length);
    Entry entry = segment.table[index];
    Entry before = null;
    while (entry != null && entry != removed) {
      before = entry;
      entry = entry.next;
    }
    if (entry == null) {
      return; // Removed before it was found to be gone.
    }
    if (before == null) {
      segment.table[index] = entry.next;
    } else {
      before.next = entry.next;
    }
    segment.size--;
    size.decrementAndGet();
  }

  private void forgetGone() {
    for (Reference<?> found = gone.poll(); found != null; found = gone.poll()) {
      if (found instanceof Entry entry) {
        Segment segment = segment(entry.hash);
        synchronized (segment) {
          remove(segment, entry);
        }
      }
    }
  }
}
