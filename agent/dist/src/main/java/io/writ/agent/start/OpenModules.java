package io.writ.agent.start;

import io.writ.journal.JournalModules;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens to the agent's loader, and to nobody else, the JDK packages that it needs. */
final class OpenModules {
  private OpenModules() {}

  static void open(Instrumentation instrumentation, ClassLoader agentLoader) {
    Module agent = agentLoader.getUnnamedModule();
    Map<String, Set<Module>> exports = new HashMap<>();
    Map<String, Set<Module>> opens = new HashMap<>();
    for (JournalModules.Need need : JournalModules.NEEDS) {
      switch (need.access()) {
        case EXPORT -> exports.put(need.packageName(), Set.of(agent));
        case OPEN -> opens.put(need.packageName(), Set.of(agent));
      }
    }
    // The name inside java.io.File, and the last slot of the shutdown sequence.
    opens.put("java.io", Set.of(agent));
    exports.put("jdk.internal.access", Set.of(agent));
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), exports, opens, Set.of(), Map.of());
  }
}
