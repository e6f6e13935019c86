package io.writ.enforce;

import io.writ.core.constraint.Arguments.Kind;
import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/** Acts on what the whole JVM shares, where only some receivers make them acts. */
final class RuntimeActs {
  private static final String ALL = "*";

  private final JdkActs.Decide decide;

  RuntimeActs(JdkActs.Decide decide) {
    this.decide = decide;
  }

  /** Arrays are asked for as classes first; their lengths are the serial filter's business. */
  void deserialize(ThreadState s, Site site, @Nullable Class<?> type, long arrayLength) {
    if (type != null && arrayLength < 0) {
      s.arguments.clear();
      s.arguments.add(Kind.TEXT, type.getName());
      decide.act(s, site, site.actions[0]);
    }
  }

  /** What goes over a connection was asked for when that was made. */
  void sendTo(ThreadState s, Site site, @Nullable Object address) {
    if (address != null) {
      s.arguments.clear();
      Addresses.addHost(address, s.arguments);
      Addresses.addPort(address, s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  void property(ThreadState s, Site site, @Nullable Object properties, @Nullable Object key) {
    if (properties == System.getProperties()) {
      s.arguments.clear();
      JdkValues.addText(key == null ? ALL : key, s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  /** A provider that fills itself while it is made is none of this JVM's yet. */
  void provider(ThreadState s, Site site, @Nullable Object provider) {
    for (Provider installed : Security.getProviders()) {
      if (installed == provider) {
        s.arguments.clear();
        s.arguments.add(Kind.TEXT, "change");
        s.arguments.add(Kind.TEXT, provider.getClass().getName());
        decide.act(s, site, site.actions[0]);
        return;
      }
    }
  }

  void register(ThreadState s, Site site, @Nullable Object bean, @Nullable Object name) {
    boolean isOfTheJdk =
        bean != null
            && bean.getClass().getClassLoader() == null
            && JdkCode.isOfTheJdk(bean.getClass())
            && PlatformValues.isNameOfTheJdk(name);
    if (!isOfTheJdk) {
      s.arguments.clear();
      s.arguments.add(Kind.TEXT, "register");
      PlatformValues.addObjectName(name, s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  void newThread(ThreadState s, Site site, @Nullable Object thread) {
    boolean isInner =
        thread != null
            && JdkValues.isOfTheJdk(thread)
            && thread.getClass().getName().startsWith("jdk.internal.");
    if (!isInner) {
      s.arguments.clear();
      JdkValues.addText(thread == null ? null : thread.getClass().getName(), s.arguments);
      decide.act(s, site, site.actions[0]);
    }
  }

  void otherThread(ThreadState s, Site site, @Nullable Thread thread) {
    if (thread != Thread.currentThread() && thread != null && thread.isAlive()) {
      s.arguments.clear();
      s.arguments.add(Kind.TEXT, site.method);
      decide.act(s, site, site.actions[0]);
    }
  }
}
