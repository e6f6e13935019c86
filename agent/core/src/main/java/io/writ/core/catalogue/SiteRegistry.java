package io.writ.core.catalogue;

/** Hands out site numbers to the weaver. Thread-safe. */
public interface SiteRegistry {

  /** Registers a JDK site; the same site gives the same number. */
  int register(JdkSite site);

  /**
   * Registers a governed application method; each call gives a new number.
   *
   * @param location {@code class#method(descriptor)} of the method that is woven
   * @param publicName what messages call it
   * @param governed the declaration that governs it
   */
  int register(String location, String publicName, GovernedMethod governed);
}
