package io.writ.core.catalogue;

import java.util.List;

/**
 * One act that a JDK site asks for.
 *
 * @param action the action id
 * @param values the values of the action's arguments, in the order of {@code actions.tsv}; empty
 *     where an {@link Extractor} finds them
 */
public record Act(String action, List<Value> values) {

  public Act {
    values = List.copyOf(values);
  }

  /** Where a value comes from: the slots of the gate's call. */
  public enum Slot {
    /** The first reference. */
    A,
    /** The second reference. */
    B,
    /** The primitive. */
    N,
    /** The table. */
    NONE
  }

  /**
   * The value of one argument.
   *
   * @param constant the text of {@link Reader#CONSTANT}, empty else
   */
  public record Value(Reader reader, Slot slot, String constant) {}
}
