package io.writ.policy.learn;

import io.writ.policy.ToolRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records that no rule can be made for, named by their place and never by their values. */
final class Problems {
  private final SortedMap<String, Sightings> byText = new TreeMap<>();

  void add(RecordName record, String action, String what) {
    add(new Sightings(1, 0, 0, 0, record), action, what);
  }

  void add(Sightings sightings, String action, String what) {
    byText.merge("[" + action + "] " + what, sightings, Sightings::plus);
  }

  /** Refuses when there is one. */
  void check() throws ToolRefused {
    Map.Entry<String, Sightings> first = null;
    for (Map.Entry<String, Sightings> entry : byText.entrySet()) {
      if (first == null || entry.getValue().sample().compareTo(first.getValue().sample()) < 0) {
        first = entry;
      }
    }
    if (first != null) {
      throw new ToolRefused(
          first.getValue().sample()
              + ": "
              + first.getKey()
              + (byText.size() > 1 ? "; and [" + (byText.size() - 1) + "] other problems" : "")
              + "; or leave such calls out by --leave-out");
    }
  }

  /** One line for each kind of problem. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    byText.forEach(
        (text, sightings) ->
            lines.add(
                "left out: "
                    + sightings.sample()
                    + (sightings.count() > 1 ? " and " + (sightings.count() - 1) + " more: " : ": ")
                    + text));
    return lines;
  }
}
