package io.writ.core.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code destinations} section: where artifacts may leave for. Nothing leaves elsewhere. */
public final class Destinations {
  /** Nothing leaves. */
  public static final Destinations NONE = new Destinations(List.of());

  private final List<Destination> all;
  private final Map<String, Destination> byPlace = new HashMap<>();

  /**
   * From the section's entries.
   *
   * @throws IllegalArgumentException when two of them are for one place
   */
  public Destinations(List<Destination> all) {
    this.all = List.copyOf(all);
    for (Destination destination : all) {
      for (String place : destination.to()) {
        if (byPlace.put(place, destination) != null) {
          throw new IllegalArgumentException("two destinations for one place");
        }
      }
    }
  }

  /** The runtime that is reached there, or null when it is not listed. */
  public @Nullable Destination find(String place) {
    return byPlace.get(place);
  }

  /** In document order, unmodifiable. */
  public List<Destination> all() {
    return all;
  }
}
