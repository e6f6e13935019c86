package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.weave.GovernedType.Synthesized;
import io.writ.weave.GovernedType.WovenSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Decides which methods of one class are governed and by which declarations.
 *
 * <ul>
 *   <li>A method obeys its own annotation; without one, every annotated declaration that it
 *       overrides. The same holds of each mapping by itself: an annotation does not lift what a
 *       mapping demands, nor one mapping another's.
 *   <li>A bridge only forwards to a method of its class: the target is governed in its place, or
 *       one call would ask twice. A bridge that leads elsewhere is governed itself, unless what it
 *       leads to is governed in the superclass.
 *   <li>A class that inherits the implementation of a governed interface method from a superclass
 *       that does not know the interface, or from the JDK, has no body to weave; it gets one that
 *       calls {@code super}.
 * </ul>
 */
final class WeavePlan {
  private final ClassSummary summary;
  private final SuperTypes superTypes;
  private final boolean isOfTheJdk;
  private final Map<MethodKey, List<GovernedMethod>> own = new LinkedHashMap<>();
  private final Map<MethodKey, List<GovernedMethod>> governing = new LinkedHashMap<>();
  private final Map<MethodKey, Synthesized> synthesized = new LinkedHashMap<>();
  private final Map<MethodKey, List<GovernedMethod>> inheritable;

  private WeavePlan(
      ClassSummary summary, SuperTypes superTypes, TypeReader types, boolean isOfTheJdk) {
    this.summary = summary;
    this.superTypes = superTypes;
    this.isOfTheJdk = isOfTheJdk;
    this.inheritable = new LinkedHashMap<>(superTypes.inherited());
    Declarations declarations = new Declarations(types);
    declarations.checkPresent(summary);
    summary
        .methods
        .values()
        .forEach(method -> own.put(method.key, declarations.of(summary, method)));
    // Bridges last: what they add to their targets must not be overwritten.
    planMethods(false);
    planMethods(true);
    if ((summary.access & Opcodes.ACC_INTERFACE) == 0 && !inheritable.isEmpty()) {
      planInheritedImplementations();
    }
  }

  /**
   * The plan of a class, or null when nothing governs it.
   *
   * @param isOfTheJdk whether mappings only pass through it, and never weave it
   */
  static @Nullable WeavePlan find(
      ClassReader reader, SuperTypes superTypes, TypeReader types, boolean isOfTheJdk) {
    Mappings mappings = types.mappings();
    return mappings.concern(reader) || !superTypes.inherited().isEmpty()
        ? new WeavePlan(ClassSummary.of(reader, mappings), superTypes, types, isOfTheJdk)
        : null;
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
                    summary.binaryName() + "#" + key.name() + key.descriptor(),
                    ClassSummary.displayName(summary.name, key),
                    declaration);
            sites.add(new WovenSite(number, declaration));
          }
          woven.put(key, List.copyOf(sites));
        });
    return new GovernedType(inheritable, woven, synthesized);
  }

  private void planMethods(boolean isBridge) {
    for (ClassSummary.Method method : summary.methods.values()) {
      if (method.is(Opcodes.ACC_BRIDGE) != isBridge) {
        continue;
      }
      List<GovernedMethod> declarations = declarations(method);
      if (declarations.isEmpty()) {
        continue;
      }
      if (method.isInheritable() && (!isOfTheJdk || isOverridableByApplications(method))) {
        inheritable.put(method.key, declarations);
      }
      if (!method.is(Opcodes.ACC_ABSTRACT)) {
        planBody(method, declarations);
      }
    }
  }

  private static boolean isOverridableByApplications(ClassSummary.Method method) {
    return method.isSeenOutside() && !method.is(Opcodes.ACC_FINAL);
  }

  private void planBody(ClassSummary.Method method, List<GovernedMethod> declarations) {
    if (!method.is(Opcodes.ACC_BRIDGE)) {
      govern(method, declarations);
    } else if (method.bridged != null && summary.methods.containsKey(method.bridged)) {
      governBridged(method.bridged, declarations);
    } else if (!superTypes.inheritedFromClass().containsKey(method.key)) {
      govern(method, declarations);
    }
  }

  private void governBridged(MethodKey target, List<GovernedMethod> declarations) {
    ClassSummary.Method method = summary.methods.get(target);
    List<GovernedMethod> forwarded = withoutOwn(target, declarations);
    if (method == null || forwarded.isEmpty()) {
      return;
    }
    govern(method, forwarded);
    if (method.isInheritable()) {
      inheritable.merge(target, forwarded, WeavePlan::union);
    }
  }

  private void govern(ClassSummary.Method method, List<GovernedMethod> declarations) {
    List<GovernedMethod> woven = wovenHere(declarations);
    if (woven.isEmpty()) {
      return;
    }
    if (method.is(Opcodes.ACC_NATIVE)) {
      throw new WeaveRefused(
          "governed method ["
              + ClassSummary.displayName(summary.name, method.key)
              + "] is native and has no body to weave; govern a Java method that calls it");
    }
    governing.merge(method.key, woven, WeavePlan::union);
  }

  private List<GovernedMethod> wovenHere(List<GovernedMethod> declarations) {
    return isOfTheJdk
        ? declarations.stream().filter(declaration -> declaration.mapping().isEmpty()).toList()
        : declarations;
  }

  private List<GovernedMethod> declarations(ClassSummary.Method method) {
    List<GovernedMethod> declared = own.getOrDefault(method.key, List.of());
    if (!method.isInheritable()) {
      return declared;
    }
    List<GovernedMethod> inherited = superTypes.inherited().getOrDefault(method.key, List.of());
    return union(declared, withoutOwn(method.key, inherited));
  }

  /** Those that the method does not replace by a declaration of the same origin. */
  private List<GovernedMethod> withoutOwn(MethodKey key, List<GovernedMethod> declarations) {
    List<String> replaced =
        own.getOrDefault(key, List.of()).stream().map(GovernedMethod::mapping).toList();
    return declarations.stream()
        .filter(declaration -> !replaced.contains(declaration.mapping()))
        .toList();
  }

  private void planInheritedImplementations() {
    Map<MethodKey, List<GovernedMethod>> woven = superTypes.inheritedFromClass();
    superTypes
        .inherited()
        .forEach(
            (key, declarations) -> {
              List<GovernedMethod> here = wovenHere(declarations);
              if (here.isEmpty() || summary.methods.containsKey(key) || woven.containsKey(key)) {
                return;
              }
              Synthesized method = findInherited(key);
              if (method != null) {
                synthesized.put(key, method);
                governing.merge(key, here, WeavePlan::union);
              }
            });
  }

  private @Nullable Synthesized findInherited(MethodKey key) {
    ClassSummary.Method implementation = superTypes.findConcreteInSuperClass(key);
    if (implementation == null) {
      String way = superTypes.findWayToDefaultOfTheJdk(key);
      return way == null
          ? null
          : new Synthesized(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, way, true);
    }
    if (implementation.is(Opcodes.ACC_FINAL)) {
      throw new WeaveRefused(
          "["
              + summary.binaryName()
              + "] inherits the final method ["
              + key.name()
              + key.descriptor()
              + "] as the implementation of a governed one, where no check can go; annotate"
              + " that method itself");
    }
    int access = implementation.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
    return new Synthesized(
        access | Opcodes.ACC_SYNTHETIC,
        summary.superName == null ? "java/lang/Object" : summary.superName,
        false);
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
