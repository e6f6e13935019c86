package io.writ.journal;

/**
 * Finds out that the stack is nearly at its end before anything is begun that an overflow would
 * tear: a record half written cannot be taken back.
 *
 * <p>There is no way to ask for what is left, so this goes as deep as an append does and comes
 * back. The overflow, if there is one, is thrown from here and denies the call.
 */
final class StackRoom {
  private static final int FRAMES = 160;

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
