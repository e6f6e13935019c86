package io.writ.gate;

import org.jspecify.annotations.Nullable;

/**
 * The argument list that woven code is handed. Anybody can ask the gate for one; see {@link
 * HeldScope} for what it must not lead to.
 */
public final class StagedArguments implements ArgumentList {
  private final ArgumentList staged;

  /** Stands in front of the agent's own list. */
  public StagedArguments(ArgumentList staged) {
    this.staged = staged;
  }

  @Override
  public ArgumentList add(long value) {
    staged.add(value);
    return this;
  }

  @Override
  public ArgumentList add(double value) {
    staged.add(value);
    return this;
  }

  @Override
  public ArgumentList add(boolean value) {
    staged.add(value);
    return this;
  }

  @Override
  public ArgumentList add(@Nullable Object value) {
    staged.add(value);
    return this;
  }
}
