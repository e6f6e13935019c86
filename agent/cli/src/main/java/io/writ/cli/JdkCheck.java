package io.writ.cli;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.NeededPackages;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Whether this JDK is one that the agent can govern. */
final class JdkCheck {
  private static final int OLDEST = 17;
  private static final List<Integer> TESTED = List.of(17, 25);

  private JdkCheck() {}

  static List<Finding> of(Catalogue catalogue) {
    List<Finding> findings = new ArrayList<>();
    findings.add(version(Runtime.version().feature()));
    for (JdkSite site : catalogue.sitesOn(Runtime.version().feature())) {
      // The self-test is the agent's own method, not the JDK's.
      if (!site.className().startsWith("io.writ.")) {
        findings.add(site(site));
      }
    }
    for (NeededPackages.Need need : NeededPackages.ALL) {
      findings.add(neededPackage(need));
    }
    return findings;
  }

  static Finding version(int feature) {
    String name =
        "JDK " + System.getProperty("java.version") + " of " + System.getProperty("java.vendor");
    if (feature < OLDEST) {
      return Finding.problem("jdk", name + " is not supported; use " + OLDEST + " or later");
    }
    return TESTED.contains(feature)
        ? Finding.ok("jdk", name + " is supported and tested")
        : Finding.note("jdk", name + " is not among the tested releases " + TESTED);
  }

  static Finding site(JdkSite site) {
    try {
      Class<?> type = Class.forName(site.className(), false, ClassLoader.getSystemClassLoader());
      for (Executable method : methods(type)) {
        boolean isConstructor = method instanceof Constructor<?>;
        String name = isConstructor ? "<init>" : method.getName();
        if (name.equals(site.method()) && descriptor(method).equals(site.descriptor())) {
          return Modifier.isNative(method.getModifiers())
              ? Finding.problem(
                  "site", site.location() + " is native and cannot be woven; use another JDK")
              : Finding.ok("site", site.location() + " is present");
        }
      }
    } catch (ClassNotFoundException e) {
      // A JDK may be made without its compiler, or without its desktop.
      return JdkCheck.isInBase(site)
          ? Finding.problem("site", site.location() + " is missing, with its class")
          : Finding.note("site", site.location() + " is missing, with its module");
    }
    return Finding.problem(
        "site", site.location() + " is missing; use a JDK that the catalogue knows");
  }

  private static boolean isInBase(JdkSite site) {
    String name = site.className();
    return Object.class
        .getModule()
        .getPackages()
        .contains(name.substring(0, name.lastIndexOf('.')));
  }

  private static List<Executable> methods(Class<?> type) {
    List<Executable> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
    methods.addAll(List.of(type.getDeclaredConstructors()));
    return methods;
  }

  private static String descriptor(Executable method) {
    Class<?> type = method instanceof Method named ? named.getReturnType() : void.class;
    return MethodType.methodType(type, method.getParameterTypes()).toMethodDescriptorString();
  }

  private static Finding neededPackage(NeededPackages.Need need) {
    String detail =
        "premain "
            + (need.isOpened() ? "opens" : "exports")
            + " ["
            + need.name()
            + "] to the agent alone: "
            + need.purpose();
    return Object.class.getModule().getPackages().contains(need.name())
        ? Finding.ok("package", detail)
        : Finding.problem("package", detail + "; this JDK does not have it");
  }
}
