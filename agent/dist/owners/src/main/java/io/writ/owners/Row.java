package io.writ.owners;

import io.writ.api.Scope;
import io.writ.api.Writ;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One case while it runs: the owners that it acts for, and what its work saw. */
final class Row {
  private static final long LIMIT_SECONDS = 20;

  private final String name;
  private final String alice;
  private final String bob;
  private final List<String> seen = new ArrayList<>();
  private final List<Object> forgotten = new CopyOnWriteArrayList<>();

  private volatile boolean isInAnyOrder;

  Row(String name, String alice, String bob) {
    this.name = name;
    this.alice = alice;
    this.bob = bob;
  }

  /** A step that may throw. */
  interface Act {
    void run() throws Exception;
  }

  void alice(Act act) throws Exception {
    as("alice", alice, act);
  }

  void bob(Act act) throws Exception {
    as("bob", bob, act);
  }

  private void as(String owner, String artifact, Act act) throws Exception {
    try (Scope scope = Writ.bind(artifact)) {
      act.run();
      String now = Effects.current();
      if (!now.equals(owner)) {
        note(owner + " became " + now);
      }
    }
  }

  /** Forgets to close it, and keeps it reachable. */
  void forget(Object open) {
    forgotten.add(open);
  }

  /** What a careless task does. */
  Scope leaveOpen() {
    return Writ.bind(alice);
  }

  /** Whose authority the code that calls has. */
  void see() {
    note(Effects.currentProven(name));
  }

  /** Sees, and tells whose place this is. */
  void seeAt(String whose) {
    note(whose + ": " + Effects.currentProven(name));
  }

  /** Sees, between two operators. */
  <T> T pass(T value) {
    see();
    return value;
  }

  void note(Object what) {
    synchronized (seen) {
      seen.add(String.valueOf(what));
      seen.notifyAll();
    }
  }

  /** Waits until so many observations were made. */
  void await(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    synchronized (seen) {
      while (seen.size() < count) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          seen.add("nothing more");
          return;
        }
        seen.wait(left);
      }
    }
  }

  /** What is seen is told in alphabetical order: nobody promises any. */
  void inAnyOrder() {
    isInAnyOrder = true;
  }

  String seen() {
    synchronized (seen) {
      return (isInAnyOrder ? seen.stream().sorted() : seen.stream())
          .collect(Collectors.joining(", "));
    }
  }
}
