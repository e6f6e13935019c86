package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The direct supertypes of a class that is about to be defined, loaded.
 *
 * <p>The JVM hands a class to the weaver before it loads the superclass and interfaces. Loading
 * them here, through the same loader and as the JVM does it a moment later, means that they passed
 * the weaver first and that what they promise is known; reading their class files as resources
 * instead would trust a loader to answer both questions alike.
 */
final class SuperTypes {
  private final GovernedTypes types;
  private final @Nullable Class<?> superClass;
  private final List<Class<?>> interfaces;

  private SuperTypes(
      GovernedTypes types, @Nullable Class<?> superClass, List<Class<?>> interfaces) {
    this.types = types;
    this.superClass = superClass;
    this.interfaces = interfaces;
  }

  /** Loads them, where they can be governed at all. */
  static SuperTypes load(
      GovernedTypes types, String superName, List<String> interfaceNames, ClassLoader loader)
      throws ClassNotFoundException {
    Class<?> superClass = isApplication(superName) ? load(superName, loader) : null;
    List<Class<?>> interfaces = new ArrayList<>();
    for (String name : interfaceNames) {
      if (isApplication(name)) {
        interfaces.add(load(name, loader));
      }
    }
    return new SuperTypes(types, superClass, interfaces);
  }

  /** The same for a class that is loaded already. */
  static SuperTypes of(GovernedTypes types, Class<?> loaded) {
    return new SuperTypes(types, loaded.getSuperclass(), List.of(loaded.getInterfaces()));
  }

  /** Every declaration that the supertypes hand on, by method. */
  Map<MethodKey, List<GovernedMethod>> inherited() {
    Map<MethodKey, List<GovernedMethod>> inherited = new LinkedHashMap<>();
    collect(superClass, inherited);
    for (Class<?> type : interfaces) {
      collect(type, inherited);
    }
    return inherited;
  }

  /** What the superclass alone hands on: its methods with these keys are woven. */
  Map<MethodKey, List<GovernedMethod>> inheritedFromClass() {
    Map<MethodKey, List<GovernedMethod>> inherited = new LinkedHashMap<>();
    collect(superClass, inherited);
    return inherited;
  }

  /**
   * The concrete method that a superclass would contribute as the implementation of an interface
   * method, or null.
   */
  @Nullable Method findConcreteInSuperClass(MethodKey key) {
    for (Class<?> type = superClass; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(key.name())
            && Type.getMethodDescriptor(method).equals(key.descriptor())
            && !Modifier.isPrivate(method.getModifiers())
            && !Modifier.isStatic(method.getModifiers())) {
          return Modifier.isAbstract(method.getModifiers()) ? null : method;
        }
      }
    }
    return null;
  }

  private void collect(@Nullable Class<?> type, Map<MethodKey, List<GovernedMethod>> inherited) {
    if (type == null) {
      return;
    }
    GovernedType governed = types.find(type.getClassLoader(), Type.getInternalName(type));
    if (governed == null) {
      return;
    }
    governed
        .inheritable()
        .forEach(
            (key, declarations) -> {
              List<GovernedMethod> known =
                  inherited.computeIfAbsent(key, ignored -> new ArrayList<>());
              for (GovernedMethod declaration : declarations) {
                if (!known.contains(declaration)) {
                  known.add(declaration);
                }
              }
            });
  }

  private static Class<?> load(String internalName, ClassLoader loader)
      throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'), false, loader);
  }

  private static boolean isApplication(String internalName) {
    return !internalName.startsWith("java/");
  }
}
