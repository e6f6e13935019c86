package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.util.List;
import java.util.Map;

/**
 * What a class that takes part in governance promises.
 *
 * @param inheritable the declarations that an overriding method must obey, its own and inherited
 * @param woven the sites woven into this class's methods, in the order in which they ask
 * @param synthesized the methods that the weaver adds
 */
record GovernedType(
    Map<MethodKey, List<GovernedMethod>> inheritable,
    Map<MethodKey, List<WovenSite>> woven,
    Map<MethodKey, Synthesized> synthesized) {

  /** Of a class that nothing governs. */
  static final GovernedType NONE = new GovernedType(Map.of(), Map.of(), Map.of());

  /** One check in one method. */
  record WovenSite(int site, GovernedMethod governed) {}

  /**
   * A method that calls the implementation that the class would have inherited.
   *
   * @param owner internal name of the supertype to call it on, as {@code super} does
   * @param isInterface whether that is an interface
   */
  record Synthesized(int access, String owner, boolean isInterface) {}

  GovernedType {
    inheritable = Map.copyOf(inheritable);
    woven = Map.copyOf(woven);
    synthesized = Map.copyOf(synthesized);
  }

  boolean isEmpty() {
    return inheritable.isEmpty() && woven.isEmpty();
  }
}
