package io.writ.core.constraint;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random constraints and arguments for the searches of other packages. */
public final class Chance {
  private static final List<ConstraintType> TYPES = List.of(ConstraintType.values());

  private final Random random;
  private final ConstraintChance constraints;
  private final ArgumentChance values;
  private final Arguments near = new Arguments();

  /** Draws from this. */
  public Chance(Random random) {
    this.random = random;
    this.constraints = new ConstraintChance(random);
    this.values = new ArgumentChance(random, constraints);
  }

  /** Any constraint. */
  public Constraint constraint() {
    return constraints.of(type());
  }

  /** Mostly one that this one covers. */
  public Constraint narrower(Constraint constraint) {
    return constraints.child(
        random.nextBoolean() ? ConstraintType.of(constraint) : type(), constraint);
  }

  /** Adds a value near the constraint's boundaries, mostly an admitted one; null for any value. */
  public void addNear(@Nullable Constraint constraint, Arguments arguments) {
    Arguments from = near;
    if (constraint == null) {
      from = values.anywhere();
    } else {
      values.fillNear(constraint, near);
    }
    int index = random.nextInt(from.size());
    for (int i = 0; constraint != null && i < from.size() && random.nextInt(12) > 0; i++) {
      if (constraint.admits(from, index)) {
        break;
      }
      index = (index + 1) % from.size();
    }
    switch (from.kind(index)) {
      case INTEGER -> arguments.addInteger(from.integer(index));
      case FLOATING -> arguments.addFloating(from.floating(index));
      case BOOLEAN -> arguments.addBoolean(from.bool(index));
      case TEXT, DECIMAL, PATH, TEXT_LIST, NULL, OPAQUE ->
          arguments.add(from.kind(index), from.object(index));
    }
  }

  private ConstraintType type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }
}
