package io.writ.scan.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Who calls whom, by class-hierarchy analysis: a virtual call leads to every body that a subtype of
 * the named class has, whether an object of that subtype can be there or not. So the graph says too
 * much rather than too little, with these exceptions, each of which {@code docs/spec/scan.md}
 * repeats:
 *
 * <ul>
 *   <li>callbacks, see {@link Callbacks};
 *   <li>what is called by reflection, by the JVM itself or by native code;
 *   <li>class initialisers of the JDK: they run once, with values that no caller chooses.
 * </ul>
 *
 * <p>Its classes hold its edges. A second graph of the same classes takes them over, and the first
 * is of no use any more: this is what lets two versions of a jar be looked at beside one JDK.
 */
public final class CallGraph {
  private final Hierarchy hierarchy;
  private final Callbacks.Known callbacks;
  private final List<ScannedMethod> methods = new ArrayList<>();

  private CallGraph(Hierarchy hierarchy, Callbacks.Known callbacks) {
    this.hierarchy = hierarchy;
    this.callbacks = callbacks;
  }

  /** Links classes; of several with one name the first counts. */
  public static CallGraph of(Collection<ScannedClass> classes, Callbacks callbacks) {
    Hierarchy hierarchy = new Hierarchy(classes);
    CallGraph graph = new CallGraph(hierarchy, callbacks.in(hierarchy));
    graph.link();
    return graph;
  }

  private void link() {
    Set<Call> calls = new LinkedHashSet<>();
    forgetOlderGraph();
    for (ScannedClass scanned : hierarchy.classes()) {
      for (ScannedMethod method : scanned.methods()) {
        method.number = methods.size();
        methods.add(method);
        for (Call call : method.calls()) {
          call.callers.add(method);
          calls.add(call);
        }
      }
    }
    calls.forEach(this::resolve);
    for (ScannedMethod method : methods) {
      if (method.isOverridable()
          && !method.is(Opcodes.ACC_ABSTRACT)
          && callbacks.areOverriddenBy(method)) {
        blameCreators(method);
      }
    }
  }

  private void forgetOlderGraph() {
    for (ScannedClass scanned : hierarchy.classes()) {
      for (ScannedMethod method : scanned.methods()) {
        method.incoming.clear();
        for (Call call : method.calls()) {
          call.callers.clear();
          call.targets.clear();
        }
      }
    }
  }

  private void resolve(Call call) {
    ScannedClass owner = hierarchy.find(call.owner());
    ScannedMethod named = hierarchy.resolve(call.owner(), call.name(), call.descriptor());
    call.named = named;
    call.namedOwner = owner;
    if (owner == null || named == null) {
      return;
    }
    boolean isFollowedDown =
        call.kind() == Call.Kind.VIRTUAL
            && named.isOverridable()
            && !callbacks.contains(owner, call.name(), call.descriptor());
    if (isFollowedDown) {
      hierarchy.bodies(owner, call.name(), call.descriptor()).forEach(body -> connect(call, body));
    }
    if (!call.targets.contains(named)) {
      connect(call, named);
    }
  }

  private void blameCreators(ScannedMethod callback) {
    for (ScannedMethod constructor : callback.owner().methods()) {
      if (constructor.name().equals("<init>")) {
        Call implied =
            new Call(
                new Call.Key(
                    Call.Kind.EXACT,
                    callback.owner().name(),
                    callback.name(),
                    callback.descriptor()));
        implied.callers.add(constructor);
        connect(implied, callback);
      }
    }
  }

  private static void connect(Call call, ScannedMethod target) {
    call.targets.add(target);
    target.incoming.add(call);
  }

  /** The classes. */
  public Hierarchy hierarchy() {
    return hierarchy;
  }

  /** All methods of all classes. */
  public List<ScannedMethod> methods() {
    return List.copyOf(methods);
  }

  /** The method at a catalogue's location, or null. */
  public @Nullable ScannedMethod find(String dottedClass, String name, String descriptor) {
    ScannedClass owner = hierarchy.find(dottedClass.replace('.', '/'));
    return owner == null ? null : owner.method(name, descriptor);
  }

  /** Whether the method implements a callback. */
  public boolean isCallback(ScannedMethod method) {
    return callbacks.contains(method.owner(), method.name(), method.descriptor());
  }
}
