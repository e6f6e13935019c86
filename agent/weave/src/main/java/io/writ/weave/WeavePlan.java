package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.weave.GovernedType.WovenSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * Decides which methods of one class are governed and by which declarations.
 *
 * <ul>
 *   <li>A method obeys its own annotation; without one, every declaration that it overrides.
 *   <li>A bridge only forwards to a method of its class: the target is governed in its place, or
 *       one call would ask twice. A bridge that leads elsewhere is governed itself, unless what it
 *       leads to is governed in the superclass.
 *   <li>A class that inherits the implementation of a governed interface method from a superclass
 *       that does not know the interface has no body to weave; it gets one that calls {@code
 *       super}.
 * </ul>
 */
final class WeavePlan {
  private final ClassSummary summary;
  private final SuperTypes superTypes;
  private final Map<MethodKey, List<GovernedMethod>> governing = new LinkedHashMap<>();
  private final Map<MethodKey, Integer> synthesized = new LinkedHashMap<>();
  private final Map<MethodKey, List<GovernedMethod>> inheritable;

  WeavePlan(ClassSummary summary, SuperTypes superTypes) {
    this.summary = summary;
    this.superTypes = superTypes;
    this.inheritable = new LinkedHashMap<>(superTypes.inherited());
    planMethods();
    if ((summary.access & Opcodes.ACC_INTERFACE) == 0 && !inheritable.isEmpty()) {
      planInheritedImplementations();
    }
  }

  /** The declarations that a subtype must obey. */
  Map<MethodKey, List<GovernedMethod>> inheritable() {
    return inheritable;
  }

  /** Numbers the sites. */
  GovernedType register(SiteRegistry registry) {
    Map<MethodKey, List<WovenSite>> woven = new LinkedHashMap<>();
    governing.forEach(
        (key, declarations) -> {
          List<WovenSite> sites = new ArrayList<>();
          for (GovernedMethod declaration : declarations) {
            int number =
                registry.register(
                    summary.name.replace('/', '.') + "#" + key.name() + key.descriptor(),
                    ClassSummary.displayName(summary.name, key),
                    declaration);
            sites.add(new WovenSite(number, declaration));
          }
          woven.put(key, List.copyOf(sites));
        });
    return new GovernedType(inheritable, woven, synthesized);
  }

  private void planMethods() {
    for (ClassSummary.Method method : summary.methods.values()) {
      List<GovernedMethod> declarations = declarations(method);
      if (declarations.isEmpty()) {
        continue;
      }
      if (method.isInheritable()) {
        inheritable.put(method.key, declarations);
      }
      if (method.is(Opcodes.ACC_ABSTRACT)) {
        continue;
      }
      if (method.is(Opcodes.ACC_NATIVE)) {
        throw new WeaveRefused(
            "governed method ["
                + ClassSummary.displayName(summary.name, method.key)
                + "] is native and has no body to weave; govern a Java method that calls it");
      }
      if (!method.is(Opcodes.ACC_BRIDGE)) {
        govern(method.key, declarations);
      } else if (method.bridged != null && summary.methods.containsKey(method.bridged)) {
        governBridged(method.bridged, declarations);
      } else if (!superTypes.inheritedFromClass().containsKey(method.key)) {
        govern(method.key, declarations);
      }
    }
  }

  private void governBridged(MethodKey target, List<GovernedMethod> declarations) {
    ClassSummary.Method method = summary.methods.get(target);
    if (method == null || method.isGoverned) {
      return;
    }
    govern(target, declarations);
    if (method.isInheritable()) {
      inheritable.merge(target, declarations, WeavePlan::union);
    }
  }

  private void govern(MethodKey key, List<GovernedMethod> declarations) {
    governing.merge(key, declarations, WeavePlan::union);
  }

  private List<GovernedMethod> declarations(ClassSummary.Method method) {
    if (method.isGoverned) {
      return List.of(summary.governedMethod(method));
    }
    if (!method.isInheritable()) {
      return List.of();
    }
    return superTypes.inherited().getOrDefault(method.key, List.of());
  }

  private void planInheritedImplementations() {
    Map<MethodKey, List<GovernedMethod>> woven = superTypes.inheritedFromClass();
    superTypes
        .inherited()
        .forEach(
            (key, declarations) -> {
              if (summary.methods.containsKey(key) || woven.containsKey(key)) {
                return;
              }
              ClassSummary.Method implementation = superTypes.findConcreteInSuperClass(key);
              if (implementation == null) {
                return;
              }
              if (implementation.is(Opcodes.ACC_FINAL)) {
                throw new WeaveRefused(
                    "["
                        + summary.name.replace('/', '.')
                        + "] inherits the final method ["
                        + key.name()
                        + key.descriptor()
                        + "] as the implementation of a governed one, where no check can go; annotate"
                        + " that method itself");
              }
              synthesized.put(
                  key,
                  (implementation.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED))
                      | Opcodes.ACC_SYNTHETIC);
              govern(key, declarations);
            });
  }

  static List<GovernedMethod> union(List<GovernedMethod> first, List<GovernedMethod> second) {
    List<GovernedMethod> union = new ArrayList<>(first);
    for (GovernedMethod method : second) {
      if (!union.contains(method)) {
        union.add(method);
      }
    }
    return List.copyOf(union);
  }
}
