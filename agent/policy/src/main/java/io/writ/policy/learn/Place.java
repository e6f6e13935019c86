package io.writ.policy.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path as a policy spells it.
 *
 * @param prefix a variable, {@code ${user.dir}}, or empty for the root directory
 * @param names the components below it
 */
record Place(String prefix, List<String> names) implements Comparable<Place> {
  Place {
    names = List.copyOf(names);
  }

  /** The directory that it lies in; null for a variable or the root directory itself. */
  @Nullable Place parent() {
    return names.isEmpty() ? null : new Place(prefix, names.subList(0, names.size() - 1));
  }

  /** Whether it is the other place or lies below it. */
  boolean isUnder(Place other) {
    return prefix.equals(other.prefix)
        && names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  /** Variables first, because a dollar sign comes before a slash. */
  @Override
  public int compareTo(Place other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return names.isEmpty() && prefix.isEmpty() ? "/" : prefix + slashed();
  }

  private String slashed() {
    return names.isEmpty() ? "" : "/" + String.join("/", names);
  }
}
