package io.writ.enforce;

/**
 * Finds out that the stack is nearly at its end before a binding is changed. An overflow on the way
 * back would leave somebody's authority on the thread of somebody else.
 *
 * <p>There is no way to ask for what is left, so this goes deeper than the restoring does and comes
 * back. The overflow, if there is one, is thrown from here, and nothing was changed.
 */
final class StackRoom {
  private static final int FRAMES = 64;

  private StackRoom() {}

  static void check() {
    if (descend(FRAMES) != FRAMES) {
      throw new IllegalStateException();
    }
  }

  private static int descend(int frames) {
    return frames == 0 ? 0 : descend(frames - 1) + 1;
  }
}
