package io.writ.adapters.micrometer;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The scopes that were opened for values on one thread and are not closed yet. Confined to it.
 *
 * <p>A stack alone will not do. Libraries write for values, to which it does no harm when scopes
 * are forgotten, closed twice, or closed on another thread: Reactor's queue for items with
 * contexts, which 3.8.8 does not install any more, does all three. So each scope is closed by the
 * look at what was bound before it, or by one that lies under it; what nobody has open is not
 * closed again.
 */
final class Installed {
  private final Deque<Opened> opened = new ArrayDeque<>();
  private long looks;

  private record Opened(long serial, Scope scope) {}

  SeenHandoff see(Handoff handoff) {
    return new SeenHandoff(handoff, this, ++looks);
  }

  /** Notes what was opened after the last look. */
  void push(Scope scope) {
    opened.push(new Opened(looks, scope));
  }

  /** Closes what was opened after this look, and all above it. */
  void popTo(SeenHandoff seen) {
    if (seen.by != this || opened.stream().noneMatch(each -> each.serial == seen.serial)) {
      return;
    }
    boolean isClosed;
    Opened last;
    do {
      last = opened.pop();
      isClosed = close(last.scope);
    } while (last.serial != seen.serial);
    if (!isClosed) {
      // Somebody left a scope open in between; what was bound before goes on top of it. Never
      // closed: whoever ends the other one, ends it.
      seen.open();
    }
  }

  private static boolean close(Scope scope) {
    try {
      scope.close();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
