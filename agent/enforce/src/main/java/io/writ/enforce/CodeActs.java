package io.writ.enforce;

import io.writ.core.constraint.Arguments.Kind;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Acts that bring code in, or open what modules keep to themselves. */
final class CodeActs {
  /** The module that stands for the agent's own classes, whatever loader they are in. */
  static final String OWN_MODULE = "io.writ";

  private static final Set<String> LINKERS =
      Set.of(
          "java.lang.invoke.InnerClassLambdaMetafactory",
          "java.lang.runtime.SwitchBootstraps",
          "jdk.internal.foreign.abi.BindingSpecializer");

  private static final Module BASE = Object.class.getModule();
  private static final ClassLoader OWN = CodeActs.class.getClassLoader();

  private final JdkActs.Decide decide;

  CodeActs(JdkActs.Decide decide) {
    this.decide = decide;
    // Once now: the JVM must not load what walks a stack while it defines a class.
    isLinked();
  }

  /**
   * The JDK loads its own libraries by name, first in static initialisers, from its own directory
   * and nowhere else: the boot loader looks only there. That is the JDK's code and not an act. The
   * caller names nobody: a caller-sensitive method found out who asks.
   */
  void library(ThreadState s, Site site, @Nullable Class<?> asking, @Nullable Object name) {
    if (asking == null || asking.getClassLoader() != null || !JdkCode.isOfTheJdk(asking)) {
      s.arguments.clear();
      JdkValues.addText(name, s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  void loader(ThreadState s, Site site, @Nullable Object loader) {
    if (loader == null || !isInnermost(loader)) {
      s.arguments.clear();
      JdkValues.addText(loader == null ? null : loader.getClass().getName(), s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  /** What the JVM's own loaders define comes from where the operator said: the class path. */
  void define(ThreadState s, Site site, @Nullable Object loader, @Nullable Object name) {
    if (loader == null || loader == OWN || isInnermost(loader)) {
      return;
    }
    s.arguments.clear();
    JdkValues.addText(name, s.arguments);
    s.arguments.add(Kind.TEXT, loader.getClass().getName());
    decide.act(s, site, site.actions[0]);
  }

  /**
   * The JDK links lambdas on 17, switches over patterns from 21 on, and foreign functions by the
   * public method. It is told by the one class that does each, which calls nothing that an
   * application hands it: the JDK as such calls methods for anybody. A switch whose linking was
   * denied would stay broken for all threads.
   */
  void defineByLookup(ThreadState s, Site site, @Nullable Object lookup) {
    if (isLinked()) {
      return;
    }
    s.arguments.clear();
    s.arguments.add(Kind.OPAQUE, null);
    JdkValues.addText(
        lookup == null ? null : ((Lookup) lookup).lookupClass().getName(), s.arguments);
    decide.act(s, site, site.actions[0]);
  }

  private static boolean isLinked() {
    return JdkCode.FRAMES
        .walk(
            frames ->
                frames
                    .map(StackFrame::getDeclaringClass)
                    .filter(type -> type.getClassLoader() != OWN && !isOwn(type))
                    .dropWhile(type -> type == Lookup.class)
                    .findFirst())
        .filter(type -> type.getModule() == BASE && LINKERS.contains(type.getName()))
        .isPresent();
  }

  /**
   * The loader of a layer that somebody makes is the JDK's class, too, but defines what the finder
   * of whoever made the layer hands it.
   */
  private static boolean isInnermost(Object loader) {
    String name = loader.getClass().getName();
    return loader.getClass().getModule() == BASE
        && name.startsWith("jdk.internal.")
        && !name.equals("jdk.internal.loader.Loader");
  }

  /** {@code System.load} and {@code loadLibrary} are restricted too, and ask for themselves. */
  void restricted(ThreadState s, Site site, @Nullable Class<?> asking, @Nullable Object method) {
    boolean isLoad = "load".equals(method) || "loadLibrary".equals(method);
    if (isLoad || (asking != null && JdkCode.isOfTheJdk(asking))) {
      return;
    }
    s.arguments.clear();
    JdkValues.addText(method == null ? "jdk.incubator.foreign" : method, s.arguments);
    decide.act(s, site, site.actions[0]);
  }

  /**
   * Members that anybody may use are not opened, and neither are those of the asking module; the
   * JDK opens for itself what it then lets nobody else use.
   */
  void openMember(ThreadState s, Site site, @Nullable Object object, @Nullable Class<?> asking) {
    if (!(object instanceof AccessibleObject) || !(object instanceof Member member)) {
      open(s, site, null);
      return;
    }
    Class<?> declaring = member.getDeclaringClass();
    boolean isPublic =
        Modifier.isPublic(declaring.getModifiers())
            && Modifier.isPublic(member.getModifiers())
            && declaring.getModule().isExported(declaring.getPackageName())
            && !isOwn(declaring);
    if (!isPublic && !isAtHome(asking, declaring)) {
      open(s, site, declaring);
    }
  }

  void privateLookup(ThreadState s, Site site, @Nullable Object target, @Nullable Object lookup) {
    Class<?> asking = lookup == null ? null : ((Lookup) lookup).lookupClass();
    if (!(target instanceof Class<?> opened)) {
      return; // It fails by itself, on null.
    }
    if (!isAtHome(asking, opened)) {
      open(s, site, opened);
    }
  }

  private void open(ThreadState s, Site site, @Nullable Class<?> opened) {
    s.arguments.clear();
    if (opened == null) {
      s.arguments.add(Kind.OPAQUE, null);
      s.arguments.add(Kind.OPAQUE, null);
    } else {
      s.arguments.add(Kind.TEXT, isOwn(opened) ? OWN_MODULE : JdkValues.name(opened.getModule()));
      s.arguments.add(Kind.TEXT, opened.getName());
    }
    decide.act(s, site, site.actions[0]);
  }

  private static boolean isAtHome(@Nullable Class<?> asking, Class<?> opened) {
    if (asking == null) {
      return false;
    }
    return JdkCode.isOfTheJdk(asking)
        || (asking.getModule() == opened.getModule() && isOwn(asking) == isOwn(opened));
  }

  /** The agent's loader, and the gate and the API beside the JDK. */
  private static boolean isOwn(Class<?> type) {
    return type.getClassLoader() == OWN
        || (type.getClassLoader() == null && type.getName().startsWith("io.writ."));
  }
}
