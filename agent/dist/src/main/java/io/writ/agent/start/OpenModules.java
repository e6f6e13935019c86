package io.writ.agent.start;

import io.writ.core.catalogue.NeededPackages;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens to the agent's loader, and to nobody else, the JDK packages that it needs. */
final class OpenModules {
  private OpenModules() {}

  static void open(Instrumentation instrumentation, ClassLoader agentLoader) {
    Set<Module> agent = Set.of(agentLoader.getUnnamedModule());
    Map<String, Set<Module>> exports = new HashMap<>();
    Map<String, Set<Module>> opens = new HashMap<>();
    for (NeededPackages.Need need : NeededPackages.ALL) {
      (need.isOpened() ? opens : exports).put(need.name(), agent);
    }
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), exports, opens, Set.of(), Map.of());
  }
}
