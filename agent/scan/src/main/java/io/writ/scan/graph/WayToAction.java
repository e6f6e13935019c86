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
 *   <li>never from the JDK back into a jar.
 * </ul>
 */
public final class WayToAction implements BackwardWalk.Rule {
  /** Above the bodies of what acts: {@code URLConnection.getInputStream} has about ten. */
  private static final int FEW = 16;

  private final CallGraph graph;
  private final Unfollowed unfollowed;

  /** The rule for a graph. */
  public static WayToAction in(CallGraph graph) throws IOException {
    return new WayToAction(graph, Unfollowed.read());
  }

  private WayToAction(CallGraph graph, Unfollowed unfollowed) {
    this.graph = graph;
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
    return call.kind() == Call.Kind.EXACT || isNamed(call, callee) ? Step.FOLLOW : Step.SKIP;
  }

  private boolean isNamed(Call call, ScannedMethod callee) {
    ScannedClass named = graph.hierarchy().find(call.owner());
    if (named == null || named == callee.owner()) {
      return true;
    }
    ScannedMethod resolved =
        graph.hierarchy().resolve(call.owner(), call.name(), call.descriptor());
    return callee == resolved
        || (call.width() <= FEW && named.origin().equals(callee.owner().origin()));
  }
}
