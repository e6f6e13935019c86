package io.writ.weave;

import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.MethodPattern;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The JDK's own types. Mappings never weave them: what the JDK does is governed by the catalogue.
 * They hand declarations on to the application classes that implement and extend them.
 */
final class JdkTypes {
  /** Its own classes and, through its parent, those of the bootstrap loader are the JDK. */
  static final ClassLoader LOADER = ClassLoader.getPlatformClassLoader();

  private JdkTypes() {}

  /**
   * Whether a class is the JDK's: of the boot loader, or of one of the modules that the JDK came
   * with. Those of {@code jdk.attach}, {@code jdk.compiler} and others are in the class path's
   * loader.
   */
  static boolean isOfTheJdk(@Nullable Module module, @Nullable ClassLoader loader) {
    return loader == null
        || (module != null
            && module.isNamed()
            && module.getLayer() == ModuleLayer.boot()
            && SystemModules.NAMES.contains(module.getName()));
  }

  /** Whether {@code java.base} has the package of this class, with dots. */
  static boolean isInBase(String className) {
    String packageName = className.substring(0, className.lastIndexOf('.'));
    return Object.class.getModule().getPackages().contains(packageName);
  }

  /** Whether no application can define a type of this name. */
  static boolean isUnderJava(String internalName) {
    return internalName.startsWith("java/");
  }

  /** Whether the JDK has the package of this type. */
  static boolean isInPackage(String internalName) {
    int slash = internalName.lastIndexOf('/');
    return slash > 0 && Packages.NAMES.contains(internalName.substring(0, slash));
  }

  /**
   * Refuses a mapping that names a method of the JDK which no application class can override: it
   * would govern nothing, in silence.
   */
  static void check(Mappings mappings) {
    TypeReader types = new TypeReader(mappings, LOADER);
    for (ActionMapping mapping : mappings.all()) {
      for (MethodPattern pattern : mapping.methods()) {
        if (pattern.isOneClass()) {
          ClassSummary type = types.findSummary(pattern.className().replace('.', '/'));
          if (type != null) {
            check(mapping, pattern, type);
          }
        }
      }
    }
  }

  private static void check(ActionMapping mapping, MethodPattern pattern, ClassSummary type) {
    new Declarations(new TypeReader(Mappings.NONE, LOADER)).checkPresent(mapping, pattern, type);
    for (ClassSummary.Method method : type.methods.values()) {
      boolean isOverridable =
          method.isInheritable()
              && method.isSeenOutside()
              && !method.is(Opcodes.ACC_FINAL)
              && (type.access & Opcodes.ACC_FINAL) == 0;
      if (!isOverridable && Mappings.isMeant(pattern, type, method)) {
        throw new WeaveRefused(
            "mapping ["
                + mapping.id()
                + "] names ["
                + type.describe(method.key)
                + "] of the JDK, which no application class can override; narrow the mapping, and"
                + " govern what the JDK does by its [jdk:] actions");
      }
    }
  }

  /** Read once, by the rehearsal. */
  private static final class SystemModules {
    static final Set<String> NAMES =
        ModuleFinder.ofSystem().findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Read when the first mapping asks. */
  private static final class Packages {
    /** With slashes. */
    static final Set<String> NAMES =
        ModuleLayer.boot().modules().stream()
            .filter(module -> isOfTheJdk(module.getClassLoader()))
            .flatMap(module -> module.getPackages().stream())
            .map(name -> name.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());

    private static boolean isOfTheJdk(@Nullable ClassLoader loader) {
      return loader == null || loader == LOADER;
    }
  }
}
