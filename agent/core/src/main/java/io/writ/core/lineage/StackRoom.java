package io.writ.core.lineage;

/**
 * Finds out that the stack is nearly at its end before anything is begun that an overflow would
 * tear: a record half written cannot be taken back, and a binding that is not restored is somebody
 * else's.
 *
 * <p>There is no way to ask for what is left, so this goes as deep as the work does and comes back.
 * The overflow, if there is one, is thrown from here, and nothing was begun.
 */
public final class StackRoom {
  private StackRoom() {}

  /**
   * Throws a {@link StackOverflowError} when there is no room.
   *
   * @param frames how many calls deep to look; more than the work makes, whose frames are larger
   */
  public static void check(int frames) {
    if (descend(frames) != frames) {
      throw new IllegalStateException();
    }
  }

  private static int descend(int frames) {
    return frames == 0 ? 0 : descend(frames - 1) + 1;
  }
}
