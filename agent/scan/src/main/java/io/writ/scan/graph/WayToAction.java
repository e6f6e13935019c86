package io.writ.scan.graph;

import io.writ.scan.graph.BackwardWalk.Step;
import java.io.IOException;

/**
 * Which calls a scan follows on its way from a site of the JDK back to a jar. In the jars: all of
 * them. In the JDK, whose every part can reach every other part somehow, those that lead to what a
 * caller asks for:
 *
 * <ul>
 *   <li>not class initialisers, and not the housekeeping of {@link Unfollowed};
 *   <li>a virtual call leads to bodies in the module of the class that it names: what another
 *       module does is that module's service, and has its own name;
 *   <li>and only while there are few of them: a method with dozens of bodies is a shape, such as a
 *       temporal field or a layout, and its call says nothing about one of them;
 *   <li>not where the JDK interrupts a thread: it passes on an interrupt that was asked for;
 *   <li>never from the JDK back into a jar.
 * </ul>
 */
public final class WayToAction implements BackwardWalk.Rule {
  /** Above the bodies of what acts: {@code URLConnection.getInputStream} has about ten. */
  private static final int FEW = 16;

  /**
   * The JDK passes an interrupt on to the thread it was for, and the site does not ask for that.
   */
  private static final String INTERRUPT = "Thread#interrupt()V";

  private final Unfollowed unfollowed;

  /** The rule, with the table of this jar. */
  public static WayToAction read() throws IOException {
    return new WayToAction(Unfollowed.read());
  }

  private WayToAction(Unfollowed unfollowed) {
    this.unfollowed = unfollowed;
  }

  @Override
  public Step at(ScannedMethod caller, Call call, ScannedMethod callee) {
    if (!callee.owner().isJdk()) {
      return caller.owner().isJdk() ? Step.SKIP : Step.FOLLOW;
    }
    if (caller.owner().isJdk()
        && (caller.name().equals("<clinit>") || unfollowed.contains(caller))) {
      return Step.SKIP;
    }
    if (caller.owner().isJdk() && callee.location().endsWith(INTERRUPT)) {
      return Step.SKIP;
    }
    return call.kind() == Call.Kind.EXACT || isMeant(call, callee) ? Step.FOLLOW : Step.SKIP;
  }

  private static boolean isMeant(Call call, ScannedMethod callee) {
    ScannedClass owner = call.namedOwner;
    return owner == null
        || owner == callee.owner()
        || callee == call.named
        || (call.width() <= FEW && owner.origin().equals(callee.owner().origin()));
  }
}
