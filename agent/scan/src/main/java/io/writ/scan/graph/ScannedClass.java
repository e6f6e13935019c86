package io.writ.scan.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A class as its file declares it. */
public final class ScannedClass {
  /**
   * Where a class comes from.
   *
   * @param name module or file, for messages
   * @param kind what the scan does with it
   */
  public record Origin(String name, Kind kind) {
    /** What the scan does with the classes of an origin. */
    public enum Kind {
      /** Of the JDK at hand. */
      JDK,
      /** Followed and reported. */
      REPORTED,
      /** Followed, but not reported. */
      FOLLOWED
    }
  }

  private final String name;
  private final int access;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final Origin origin;
  private final boolean isApi;
  private final Map<String, ScannedMethod> methods = new LinkedHashMap<>();

  /**
   * A class without methods yet.
   *
   * @param access as other classes see it: a nested class's own flags
   * @param isExported whether its package is exported to everybody
   */
  ScannedClass(
      String name,
      int access,
      @Nullable String superName,
      List<String> interfaces,
      Origin origin,
      boolean isExported) {
    this.name = name;
    this.access = access;
    this.superName = superName;
    this.interfaces = List.copyOf(interfaces);
    this.origin = origin;
    this.isApi = isExported && (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
  }

  void add(ScannedMethod method) {
    methods.put(method.name() + method.descriptor(), method);
  }

  /** Internal name. */
  public String name() {
    return name;
  }

  /** Binary name, {@code java.io.File}. */
  public String dottedName() {
    return name.replace('/', '.');
  }

  /** Internal name of the superclass; null for {@code Object}. */
  public @Nullable String superName() {
    return superName;
  }

  /** Internal names of the direct superinterfaces. */
  public List<String> interfaces() {
    return interfaces;
  }

  /** Where it comes from. */
  public Origin origin() {
    return origin;
  }

  /** Whether it is of the JDK. */
  public boolean isJdk() {
    return origin.kind() == Origin.Kind.JDK;
  }

  /** Whether it is public or protected, in a package that is exported to everybody. */
  public boolean isApi() {
    return isApi;
  }

  /** Whether it is an interface. */
  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** The method with this name and descriptor that the class itself declares, or null. */
  public @Nullable ScannedMethod method(String methodName, String descriptor) {
    return methods.get(methodName + descriptor);
  }

  /** All methods that the class itself declares. */
  public Collection<ScannedMethod> methods() {
    return Collections.unmodifiableCollection(methods.values());
  }

  @Override
  public String toString() {
    return dottedName();
  }
}
