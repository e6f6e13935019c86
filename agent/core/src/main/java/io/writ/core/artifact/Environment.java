package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where this runtime runs, as the agent itself found out: the values that {@code writ.env}
 * conditions are about. Never taken from whoever presents an artifact.
 *
 * <p>The time of day is a condition too, {@value #TIME_OF_DAY}: the minute of the UTC day, 0 to
 * 1,439.
 */
public final class Environment {
  /** The one condition whose value changes while a runtime runs. */
  public static final String TIME_OF_DAY = "time_of_day";

  /** A runtime that knows nothing of itself but the time. */
  public static final Environment UNKNOWN = new Environment(Map.of());

  private static final Environment ASSUMED = new Environment(Map.of(), true);

  private static final long MINUTES = Duration.ofDays(1).toMinutes();

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final boolean isAssumed;

  // Filled here and only read afterwards, so that threads may share it.
  private final Arguments values = new Arguments();

  /**
   * The values by name; a text, a list of texts, or null for what this machine does not have.
   *
   * @throws IllegalArgumentException for more than 16, or for a value of another type
   */
  public Environment(Map<String, ?> byName) {
    this(byName, false);
  }

  private Environment(Map<String, ?> byName, boolean isAssumed) {
    this.isAssumed = isAssumed;
    if (byName.size() > Arguments.MAX_ARGUMENTS) {
      throw new IllegalArgumentException("more than 16 values");
    }
    for (Map.Entry<String, ?> entry : new TreeMap<>(byName).entrySet()) {
      Object value = entry.getValue();
      indexes.put(entry.getKey(), values.size());
      if (value == null) {
        values.add(Arguments.Kind.NULL, null);
      } else if (value instanceof String) {
        values.add(Arguments.Kind.TEXT, value);
      } else if (value instanceof List<?> list) {
        values.add(
            Arguments.Kind.TEXT_LIST, list.stream().<String>map(String.class::cast).toList());
      } else {
        throw new IllegalArgumentException("a value of " + value.getClass());
      }
    }
  }

  /**
   * For looking at an artifact away from its runtime: every condition is taken to hold, but for the
   * time of day, which is the same everywhere. Nothing may be allowed by what is verified with it.
   */
  public static Environment insecureAssumed() {
    return ASSUMED;
  }

  /** The names that conditions may be about. */
  public List<String> names() {
    return List.copyOf(indexes.keySet());
  }

  /**
   * Refuses conditions that do not hold now.
   *
   * @param at {@code link[n].writ.env}, for messages
   */
  void check(Map<String, Constraint> conditions, Instant now, String at) throws Rejected {
    for (Map.Entry<String, Constraint> condition : conditions.entrySet()) {
      String name = condition.getKey();
      Integer index = indexes.get(name);
      boolean isTime = name.equals(TIME_OF_DAY);
      if (isAssumed && !isTime) {
        continue;
      }
      if (index == null && !isTime) {
        throw new Rejected(
            Reason.ENVIRONMENT_MISMATCH,
            at + "." + Claim.printable(name) + " is nothing that this runtime can check");
      }
      boolean holds =
          isTime
              ? holdsAt(condition.getValue(), minuteOf(now))
              : condition.getValue().admits(values, index == null ? -1 : index);
      if (!holds) {
        throw new Rejected(
            Reason.ENVIRONMENT_MISMATCH, at + "." + Claim.printable(name) + " does not hold here");
      }
    }
  }

  /**
   * When conditions that hold now will cease to: the start of the first minute before {@code limit}
   * in which the time of day is refused, or {@code limit}.
   */
  static Instant until(Map<String, Constraint> conditions, Instant now, Instant limit) {
    Constraint window = conditions.get(TIME_OF_DAY);
    if (window == null) {
      return limit;
    }
    // A constraint may have any shape, so the minutes are asked one by one; a day has 1,440.
    Instant minute = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 60) * 60);
    for (int i = 0; i < MINUTES && minute.isBefore(limit); i++) {
      if (!holdsAt(window, minuteOf(minute))) {
        return minute;
      }
      minute = minute.plusSeconds(60);
    }
    return limit;
  }

  private static boolean holdsAt(Constraint window, long minuteOfDay) {
    Arguments time = new Arguments();
    time.addInteger(minuteOfDay);
    return window.admits(time, 0);
  }

  private static long minuteOf(Instant now) {
    return Math.floorMod(Math.floorDiv(now.getEpochSecond(), 60), MINUTES);
  }

  /** The value as text, for people; null when there is none. */
  public @Nullable String describe(String name) {
    Integer index = indexes.get(name);
    return index == null ? null : String.valueOf(values.object(index));
  }
}
