package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.core.policy.ActionMapping;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts the check in front of every promised site of this JVM, and proves it. */
public final class Weaving {
  private Weaving() {}

  /**
   * Weaves the JDK sites and whatever application classes are loaded already, and installs the
   * weaver for the classes to come.
   *
   * @param instrumentation premain's
   * @param sites the catalogue's sites on this JDK
   * @param mappings the policy's mappings of methods to actions
   * @param registry numbers the sites
   * @param agentLoader the loader whose classes are the agent itself
   * @param complaints takes one line per refused class
   * @return how many JDK sites were proven, which is all of them
   * @throws WeaveRefused naming the first site that is not woven, or class that cannot be
   */
  public static int install(
      Instrumentation instrumentation,
      List<JdkSite> sites,
      List<ActionMapping> mappings,
      SiteRegistry registry,
      ClassLoader agentLoader,
      Consumer<String> complaints) {
    JdkWeaver jdk = new JdkWeaver(sites, registry);
    WeaveProof proof = new WeaveProof(jdk);
    Mappings mapped = new Mappings(mappings);
    JdkTypes.check(mapped);
    WritTransformer transformer =
        new WritTransformer(jdk, new ApplicationWeaver(mapped, registry), agentLoader, complaints);
    Rehearsal.run(transformer, proof);
    if (!mappings.isEmpty()) {
      Rehearsal.runMapped(registry);
    }
    instrumentation.addTransformer(transformer, true);
    instrumentation.addTransformer(proof, true);
    weaveJdk(instrumentation, jdk);
    prove(sites, registry, proof);
    weaveLoaded(instrumentation, agentLoader);
    return sites.size();
  }

  private static void weaveJdk(Instrumentation instrumentation, JdkWeaver jdk) {
    for (String name : jdk.classNames()) {
      String className = name.replace('/', '.');
      try {
        instrumentation.retransformClasses(Class.forName(className, true, null));
      } catch (ClassNotFoundException | UnmodifiableClassException | LinkageError e) {
        throw new WeaveRefused("the catalogue's class [" + className + "] cannot be woven: " + e);
      }
    }
  }

  private static void prove(List<JdkSite> sites, SiteRegistry registry, WeaveProof proof) {
    for (JdkSite site : sites) {
      if (!proof.isProven(registry.register(site))) {
        throw new WeaveRefused(
            "the promised site ["
                + site.location()
                + "] is not woven on this JDK; use a JDK that the catalogue knows");
      }
    }
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
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError e) {
        throw new WeaveRefused("the loaded class [" + type.getName() + "] cannot be woven: " + e);
      }
    }
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
