package io.writ.scan.jdk;

import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.ScannedClass;
import io.writ.scan.graph.ScannedMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** The methods of the JDK that application code can call without asking anybody to open a door. */
final class EntryPoints {
  /** What deserialization calls, however private. */
  private static final Set<String> HOOKS =
      Set.of(
          "readObject(Ljava/io/ObjectInputStream;)V",
          "readObjectNoData()V",
          "readResolve()Ljava/lang/Object;");

  private final CallGraph graph;
  private final Map<ScannedMethod, Optional<String>> known = new HashMap<>();

  EntryPoints(CallGraph graph) {
    this.graph = graph;
  }

  /** The name by which an application can call the method; empty when it cannot. */
  Optional<String> publicName(ScannedMethod method) {
    return known.computeIfAbsent(method, this::find);
  }

  private Optional<String> find(ScannedMethod method) {
    ScannedClass owner = method.owner();
    if (HOOKS.contains(method.name() + method.descriptor())) {
      return Optional.of("deserialization of " + owner.dottedName());
    }
    if (!method.isPublicOrProtected() || method.name().equals("<clinit>")) {
      return Optional.empty();
    }
    if (owner.isApi()) {
      return Optional.of(method.location());
    }
    if (method.name().equals("<init>")) {
      return Optional.empty();
    }
    if (graph.hierarchy().subTypes(owner).stream().anyMatch(ScannedClass::isApi)) {
      return Optional.of(method.location());
    }
    return method.is(Opcodes.ACC_STATIC) || graph.isCallback(method)
        ? Optional.empty()
        : overridden(method);
  }

  private Optional<String> overridden(ScannedMethod method) {
    for (ScannedClass above : graph.hierarchy().superTypes(method.owner())) {
      ScannedMethod declared = above.method(method.name(), method.descriptor());
      if (above.isApi() && declared != null && declared.isPublicOrProtected()) {
        return Optional.of(declared.location());
      }
    }
    return Optional.empty();
  }
}
