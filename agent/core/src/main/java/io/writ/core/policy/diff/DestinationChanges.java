package io.writ.core.policy.diff;

import io.writ.core.policy.Destination;
import io.writ.core.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where authority may leave for under one policy and not, or not so, under the other. */
final class DestinationChanges {
  private DestinationChanges() {}

  static void add(Policy older, Policy newer, Change.Kind kind, List<Change> changes) {
    for (Destination destination : newer.destinations().all()) {
      for (String place : destination.to()) {
        Destination before = older.destinations().find(place);
        if (before == null || !before.covers(destination)) {
          changes.add(
              Change.of(kind, "destinations", destination.name(), note(kind, before, place)));
        }
      }
    }
  }

  private static String note(Change.Kind kind, @Nullable Destination before, String place) {
    if (kind == Change.Kind.WIDER) {
      return before == null
          ? "artifacts may leave for [" + place + "]"
          : "artifacts leave for [" + place + "] to another key, for longer, or with more actions";
    }
    return before == null
        ? "artifacts leave no longer for [" + place + "]"
        : "artifacts leave no longer for [" + place + "] as they did";
  }
}
