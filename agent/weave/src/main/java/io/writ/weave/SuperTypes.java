package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.io.IOException;
import java.io.InputStream;
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
  private final ClassLoader loader;
  private final @Nullable String superName;
  private final int depth;
  private final Map<MethodKey, List<GovernedMethod>> inherited = new LinkedHashMap<>();
  private final Map<MethodKey, List<GovernedMethod>> inheritedFromClass = new LinkedHashMap<>();

  SuperTypes(
      KnownTypes known, ClassLoader loader, @Nullable String superName, List<String> interfaces) {
    this(known, loader, superName, interfaces, 0);
  }

  private SuperTypes(
      KnownTypes known,
      ClassLoader loader,
      @Nullable String superName,
      List<String> interfaces,
      int depth) {
    this.known = known;
    this.loader = loader;
    this.superName = superName;
    this.depth = depth;
    if (depth > MAX_DEPTH) {
      throw new WeaveRefused("its supertypes are nested deeper than [" + MAX_DEPTH + "]");
    }
    collect(superName, inheritedFromClass);
    collect(superName, inherited);
    for (String name : interfaces) {
      collect(name, inherited);
    }
  }

  /** Every declaration that the supertypes hand on, by method. */
  Map<MethodKey, List<GovernedMethod>> inherited() {
    return inherited;
  }

  /** What the superclass alone hands on: its methods with these keys are woven. */
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
      if (summary == null) {
        throw new WeaveRefused(
            "its superclass ["
                + name.replace('/', '.')
                + "] may implement a governed method and cannot be read as a resource");
      }
      ClassSummary.Method method = summary.methods.get(key);
      if (method != null && method.isInheritable()) {
        return method.is(Opcodes.ACC_ABSTRACT) ? null : method;
      }
      name = summary.superName;
    }
    return null;
  }

  private void collect(@Nullable String name, Map<MethodKey, List<GovernedMethod>> into) {
    if (name == null || name.startsWith("java/")) {
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
    Map<MethodKey, List<GovernedMethod>> found = known.findInheritable(loader, name);
    if (found != null) {
      return found;
    }
    ClassSummary summary = read(name);
    Map<MethodKey, List<GovernedMethod>> inheritable =
        summary == null
            ? known.assumeUnreadable(name)
            : new WeavePlan(
                    summary,
                    new SuperTypes(known, loader, summary.superName, summary.interfaces, depth + 1))
                .inheritable();
    known.assume(loader, name, inheritable);
    return inheritable;
  }

  private @Nullable ClassSummary read(String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassSummary.of(new ClassReader(in.readAllBytes()));
    } catch (IOException e) {
      throw new WeaveRefused("its supertype [" + name.replace('/', '.') + "] cannot be read: " + e);
    }
  }
}
