package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What the supertypes of a class hand on to it, known or read. See {@link KnownTypes}. */
final class SuperTypes {
  private static final int MAX_DEPTH = 64;

  private final KnownTypes known;
  private final TypeReader types;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final int depth;
  private final Map<MethodKey, List<GovernedMethod>> inherited = new LinkedHashMap<>();
  private final Map<MethodKey, List<GovernedMethod>> inheritedFromClass = new LinkedHashMap<>();

  SuperTypes(
      KnownTypes known, TypeReader types, @Nullable String superName, List<String> interfaces) {
    this(known, types, superName, interfaces, 0);
  }

  private SuperTypes(
      KnownTypes known,
      TypeReader types,
      @Nullable String superName,
      List<String> interfaces,
      int depth) {
    this.known = known;
    this.types = types;
    this.superName = superName;
    this.interfaces = interfaces;
    this.depth = depth;
    if (depth > MAX_DEPTH) {
      throw new WeaveRefused("its supertypes are nested deeper than [" + MAX_DEPTH + "]");
    }
    if (superName != null && !isOfTheJdk(superName)) {
      collect(superName, inheritedFromClass);
    }
    collect(superName, inherited);
    for (String name : interfaces) {
      collect(name, inherited);
    }
  }

  /** Every declaration that the supertypes hand on, by method. */
  Map<MethodKey, List<GovernedMethod>> inherited() {
    return inherited;
  }

  /**
   * What the superclass alone hands on: its methods with these keys are woven. A superclass of the
   * JDK never is.
   */
  Map<MethodKey, List<GovernedMethod>> inheritedFromClass() {
    return inheritedFromClass;
  }

  /**
   * The concrete method that a superclass would contribute as the implementation of an interface
   * method, or null.
   *
   * @throws WeaveRefused when a superclass cannot be read: it might contribute one
   */
  ClassSummary.@Nullable Method findConcreteInSuperClass(MethodKey key) {
    String name = superName;
    while (name != null) {
      ClassSummary summary = read(name);
      ClassSummary.Method method = summary.methods.get(key);
      if (method != null && method.isInheritable()) {
        return method.is(Opcodes.ACC_ABSTRACT) ? null : method;
      }
      name = summary.superName;
    }
    return null;
  }

  /**
   * The interface of the class through which it inherits a default method of the JDK, or null when
   * it inherits none, or an application's.
   */
  @Nullable String findWayToDefaultOfTheJdk(MethodKey key) {
    String way = null;
    for (String name : types.mappings().all().isEmpty() ? List.<String>of() : interfaces) {
      String declaring = findDefault(name, key);
      if (declaring != null && !isOfTheJdk(declaring)) {
        return null;
      }
      way = way == null && declaring != null ? name : way;
    }
    return way;
  }

  /** The interface that declares the body, an application's rather than the JDK's, or null. */
  private @Nullable String findDefault(String name, MethodKey key) {
    ClassSummary summary = read(name);
    ClassSummary.Method method = summary.methods.get(key);
    if (method != null && method.isInheritable()) {
      return method.is(Opcodes.ACC_ABSTRACT) ? null : name;
    }
    String found = null;
    for (String above : summary.interfaces) {
      String declaring = findDefault(above, key);
      if (declaring != null && (found == null || !isOfTheJdk(declaring))) {
        found = declaring;
      }
    }
    return found;
  }

  private void collect(@Nullable String name, Map<MethodKey, List<GovernedMethod>> into) {
    if (name == null || (JdkTypes.isUnderJava(name) && !types.mappings().reachTheJdk())) {
      return;
    }
    inheritable(name)
        .forEach(
            (key, declarations) -> {
              List<GovernedMethod> all = into.computeIfAbsent(key, ignored -> new ArrayList<>());
              for (GovernedMethod declaration : declarations) {
                if (!all.contains(declaration)) {
                  all.add(declaration);
                }
              }
            });
  }

  private Map<MethodKey, List<GovernedMethod>> inheritable(String name) {
    Map<MethodKey, List<GovernedMethod>> found = known.findInheritable(types.loader(), name);
    if (found != null) {
      return found;
    }
    ClassReader reader = types.find(name);
    Map<MethodKey, List<GovernedMethod>> inheritable =
        reader == null ? known.assumeUnreadable(name) : read(reader);
    known.assume(types.loader(), name, inheritable);
    return inheritable;
  }

  private Map<MethodKey, List<GovernedMethod>> read(ClassReader reader) {
    SuperTypes above =
        new SuperTypes(
            known, types, reader.getSuperName(), List.of(reader.getInterfaces()), depth + 1);
    WeavePlan plan = WeavePlan.find(reader, above, types, isOfTheJdk(reader.getClassName()));
    return plan == null ? Map.of() : plan.inheritable();
  }

  /** Without a mapping, nothing of the JDK hands anything on, and nobody need know. */
  private boolean isOfTheJdk(String name) {
    return !types.mappings().all().isEmpty() && JdkTypes.isInPackage(name);
  }

  private ClassSummary read(String name) {
    ClassSummary summary = types.findSummary(name);
    if (summary == null) {
      throw new WeaveRefused(
          "its supertype ["
              + name.replace('/', '.')
              + "] may implement a governed method and cannot be read as a resource");
    }
    return summary;
  }
}
