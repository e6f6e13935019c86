package io.writ.core.artifact;

/** When a presenter must prove that it holds the leaf's key. */
public enum Possession {
  /** Always. */
  ALWAYS,

  /**
   * Unless the artifact is one root that cannot be delegated ({@code del_max_depth} 0). A bearer
   * root that could be delegated would undo every narrowing: whoever holds the longer chain could
   * cut its own link off and present the root.
   */
  IF_DELEGABLE
}
