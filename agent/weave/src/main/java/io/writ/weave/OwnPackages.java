package io.writ.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of the packages that woven code and the agent rely upon.
 *
 * <p>A class that another agent brings into the boot loader under {@code io.writ} would be in one
 * runtime package with the gate, and could take from it what it shows to nobody else. A gate that a
 * class loader of the application's defines for itself would be asked in place of ours, by what
 * that loader loads.
 */
final class OwnPackages {
  private static final String OURS = "io/writ/";
  private static final String GATE = "io/writ/gate/";

  private final Set<String> classes;

  /**
   * @param classes internal names of the agent's classes that the boot loader finds
   */
  OwnPackages(Set<String> classes) {
    this.classes = Set.copyOf(classes);
  }

  /**
   * Looks at a class that is about to be defined.
   *
   * @param loader not the agent's
   * @throws WeaveRefused when it would stand where it must not
   */
  void check(@Nullable ClassLoader loader, String internalName) {
    boolean isForeign =
        loader == null
            ? internalName.startsWith(OURS) && !classes.contains(internalName)
            : internalName.startsWith(GATE);
    if (isForeign) {
      throw new WeaveRefused(
          "it would stand among the agent's own classes; give it a package of its own");
    }
  }
}
