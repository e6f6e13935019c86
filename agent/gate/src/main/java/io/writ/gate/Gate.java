package io.writ.gate;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static entry points of woven code.
 *
 * <p>The decider arrives through the system properties under {@link #HANDOVER}, where premain puts
 * it before any application code runs, and is taken out by this class's initialiser. A mutable
 * static would do the same and could be rewritten by plain reflection later; a {@code static final}
 * cannot. Without a decider every call is denied.
 */
public final class Gate {
  /** The property that premain hands the decider over in. Empty again once this class is up. */
  public static final String HANDOVER = "io.writ.gate.decider";

  private static final @Nullable Decider DECIDER = takeDecider();

  private Gate() {}

  private static @Nullable Decider takeDecider() {
    Object handed = System.getProperties().remove(HANDOVER);
    return handed instanceof Decider decider ? decider : null;
  }

  /** Whether this gate holds exactly this decider; premain's proof that nobody came first. */
  public static boolean isHeldBy(Decider decider) {
    return DECIDER == decider;
  }

  /** Woven into JDK methods. See {@link Decider#check}. */
  public static void check(int site, @Nullable Object a, @Nullable Object b, long n) {
    decider().check(site, a, b, n);
  }

  /** Woven into application methods. See {@link Decider#enter(int)}. */
  public static long enter(int site) {
    return decider().enter(site);
  }

  /** Woven into application methods. See {@link Decider#arguments}. */
  public static ArgumentList arguments(int site) {
    return decider().arguments(site);
  }

  /** Woven into application methods. See {@link Decider#enter(ArgumentList)}. */
  public static long enter(ArgumentList arguments) {
    return decider().enter(arguments);
  }

  /** Woven into application constructors. See {@link Decider#admit(int)}. */
  public static void admit(int site) {
    decider().admit(site);
  }

  /** Woven into application constructors. See {@link Decider#admit(ArgumentList)}. */
  public static void admit(ArgumentList arguments) {
    decider().admit(arguments);
  }

  /** Woven in front of every return of an application method. */
  public static void returned(long token) {
    decider().returned(token);
  }

  /** Woven into the outermost handler of an application method. */
  public static void threw(long token) {
    decider().threw(token);
  }

  /**
   * Replaces a caller's set by a copy, so that what was checked is what is used. Runs the caller's
   * iterator as the caller's own code, governed like any other.
   */
  public static @Nullable Set<Object> copy(@Nullable Set<?> set) {
    return set == null ? null : new HashSet<Object>(set);
  }

  static Decider decider() {
    Decider decider = DECIDER;
    if (decider == null) {
      throw new WritDenied(
          Reason.AGENT_FAILURE, "", "denied: the Writ gate was loaded without its agent");
    }
    return decider;
  }
}
