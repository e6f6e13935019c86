package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.core.policy.ActionMapping;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the check in front of every promised site of this JVM, and proves it. */
public final class Weaving {
  /**
   * Classes whose static initialisers run classes that the command line names: filters of
   * serialised objects, and by asking for a logger what configures logging.
   */
  private static final Set<String> RUN_THE_APPLICATION = Set.of("java.io.ObjectInputFilter$Config");

  private Weaving() {}

  /**
   * Weaves the JDK sites and whatever application classes are loaded already, and installs the
   * weaver for the classes to come.
   *
   * @param instrumentation premain's
   * @param sites the catalogue's sites on this JDK
   * @param mappings the policy's mappings of methods to actions
   * @param registry numbers the sites
   * @param ownClasses internal names of the agent's classes that the boot loader finds
   * @param agentLoader the loader whose classes are the agent itself
   * @param pass that woven code shows where it hands work on
   * @param complaints takes one line per refused class
   * @return how many JDK sites are woven now
   * @throws WeaveRefused naming the first site that is not woven, or class that cannot be
   */
  public static int install(
      Instrumentation instrumentation,
      List<JdkSite> sites,
      List<ActionMapping> mappings,
      SiteRegistry registry,
      Set<String> ownClasses,
      ClassLoader agentLoader,
      long pass,
      Consumer<String> complaints) {
    JdkWeaver jdk = new JdkWeaver(sites, registry);
    List<HandOverPoint> points = HandOverPoints.on(Runtime.version().feature());
    HandOverWeaver handOvers = new HandOverWeaver(points, pass);
    HandOverProof handOverProof = new HandOverProof(handOvers);
    WeaveProof proof = new WeaveProof(jdk);
    Mappings mapped = new Mappings(mappings);
    JdkTypes.check(mapped);
    WritTransformer transformer =
        new WritTransformer(
            jdk,
            handOvers,
            new ApplicationWeaver(mapped, registry, new InitialiserWeaver(pass)),
            new OwnPackages(ownClasses),
            agentLoader,
            complaints);
    Rehearsal.run(transformer, proof);
    if (!mappings.isEmpty()) {
      Rehearsal.runMapped(registry);
    }
    instrumentation.addTransformer(transformer, true);
    instrumentation.addTransformer(proof, true);
    instrumentation.addTransformer(handOverProof, true);
    weaveJdk(instrumentation, jdk, handOvers);
    int proven = prove(sites, registry, proof);
    prove(points, handOverProof);
    weaveLoaded(instrumentation, agentLoader);
    return proven;
  }

  /**
   * Weaves the classes of {@code java.base}, which are there in every JVM, and what else is loaded
   * already. The rest is woven when it is loaded, or refused then: loading a compiler to guard it
   * would cost every start.
   */
  private static void weaveJdk(
      Instrumentation instrumentation, JdkWeaver jdk, HandOverWeaver handOvers) {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (String name : handOvers.classNames()) {
      String className = name.replace('/', '.');
      Class<?> type = JdkTypes.isInBase(className) ? find(className, false) : null;
      if (type != null) {
        classes.add(type);
      }
    }
    for (String name : jdk.classNames()) {
      Class<?> type = findInBase(name.replace('/', '.'));
      if (type != null) {
        classes.add(type);
      }
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      String name = loaded.getName().replace('.', '/');
      if ((jdk.classNames().contains(name) || handOvers.classNames().contains(name))
          && JdkTypes.isOfTheJdk(loaded.getModule(), loaded.getClassLoader())) {
        classes.add(loaded);
      }
    }
    retransform(instrumentation, classes, "the catalogue's class");
  }

  /**
   * All at once: each time that classes are replaced, the JVM walks all that there are. One by one
   * only to find out which one it did not take.
   */
  private static void retransform(
      Instrumentation instrumentation, Collection<Class<?>> classes, String kind) {
    if (classes.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
    } catch (UnmodifiableClassException | LinkageError e) {
      for (Class<?> type : classes) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | LinkageError ofOne) {
          throw new WeaveRefused(kind + " [" + type.getName() + "] cannot be woven: " + ofOne);
        }
      }
    }
  }

  /**
   * The class, initialised where that runs no code of the application; null when another module has
   * it, which loads it when it is needed.
   */
  private static @Nullable Class<?> findInBase(String className) {
    return isInBase(className) ? find(className, !RUN_THE_APPLICATION.contains(className)) : null;
  }

  private static @Nullable Class<?> find(String className, boolean isInitialised) {
    try {
      return Class.forName(className, isInitialised, null);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (LinkageError e) {
      throw new WeaveRefused("the catalogue's class [" + className + "] cannot be loaded: " + e);
    }
  }

  /** Sites of {@code java.base} and of the gate must be woven now, the others when they load. */
  private static int prove(List<JdkSite> sites, SiteRegistry registry, WeaveProof proof) {
    int proven = 0;
    for (JdkSite site : sites) {
      if (proof.isProven(registry.register(site))) {
        proven++;
      } else if (isInBase(site.className())) {
        throw new WeaveRefused(
            "the promised site ["
                + site.location()
                + "] is not woven on this JDK; use a JDK that the catalogue knows");
      }
    }
    return proven;
  }

  private static void prove(List<HandOverPoint> points, HandOverProof proof) {
    HandOverPoint missing = proof.missing(points);
    if (missing != null) {
      throw new WeaveRefused(
          "the promised hand-over ["
              + missing.className()
              + "#"
              + missing.method()
              + "] is not woven on this JDK; use a JDK that the agent knows");
    }
  }

  private static boolean isInBase(String className) {
    return JdkTypes.isInBase(className) || className.startsWith("io.writ.");
  }

  /**
   * Application classes that were loaded before the agent: with a class cache, or another agent.
   */
  private static void weaveLoaded(Instrumentation instrumentation, ClassLoader agentLoader) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null
          && loader != agentLoader
          && loader != ClassLoader.getPlatformClassLoader()
          && !type.isArray()
          && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    loaded.sort(Weaving::superTypesFirst);
    retransform(instrumentation, loaded, "the loaded class");
  }

  private static int superTypesFirst(Class<?> a, Class<?> b) {
    return Integer.compare(height(a), height(b));
  }

  private static int height(Class<?> type) {
    int height = 0;
    for (Class<?> parent : type.getInterfaces()) {
      height = Math.max(height, 1 + height(parent));
    }
    Class<?> superClass = type.getSuperclass();
    return superClass == null ? height : Math.max(height, 1 + height(superClass));
  }
}
