package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.util.List;
import java.util.Map;

/**
 * What a class that takes part in governance promises.
 *
 * @param inheritable the declarations that an overriding method must obey, its own and inherited
 * @param woven the sites woven into this class's methods, in the order in which they ask
 * @param synthesized access flags of the methods that the weaver adds, each calling {@code super}
 */
record GovernedType(
    Map<MethodKey, List<GovernedMethod>> inheritable,
    Map<MethodKey, List<WovenSite>> woven,
    Map<MethodKey, Integer> synthesized) {

  /** Of a class that nothing governs. */
  static final GovernedType NONE = new GovernedType(Map.of(), Map.of(), Map.of());

  /** One check in one method. */
  record WovenSite(int site, GovernedMethod governed) {}

  GovernedType {
    inheritable = Map.copyOf(inheritable);
    woven = Map.copyOf(woven);
    synthesized = Map.copyOf(synthesized);
  }

  boolean isEmpty() {
    return inheritable.isEmpty() && woven.isEmpty();
  }
}
