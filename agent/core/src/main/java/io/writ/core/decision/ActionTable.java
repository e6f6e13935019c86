package io.writ.core.decision;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One immutable value per action, compiled at the action's first call and kept.
 *
 * <p>Several threads may fill it at once: the array is replaced, never changed, and the values that
 * two threads compile are equal, so a lost update costs a second compilation and nothing else.
 * Finding a value that is there allocates nothing.
 *
 * @param <T> what is compiled
 */
public final class ActionTable<T> {
  private final Function<GovernedAction, T> compiler;
  private volatile @Nullable Object[] values = new @Nullable Object[0];

  public ActionTable(Function<GovernedAction, T> compiler) {
    this.compiler = compiler;
  }

  /** The action's value. */
  @SuppressWarnings("unchecked") // only compile() puts values in
  public T get(GovernedAction action) {
    @Nullable Object[] table = values;
    int index = action.index();
    Object known = index < table.length ? table[index] : null;
    return known != null ? (T) known : compile(action);
  }

  private T compile(GovernedAction action) {
    T value = compiler.apply(action);
    @Nullable Object[] table = values;
    @Nullable Object[] grown = Arrays.copyOf(table, Math.max(table.length, action.index() + 1));
    grown[action.index()] = value;
    values = grown;
    return value;
  }
}
