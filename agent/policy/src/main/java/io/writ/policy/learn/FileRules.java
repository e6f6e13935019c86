package io.writ.policy.learn;

import io.writ.core.encoding.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One rule for each set of actions that was seen under the same roots. */
final class FileRules {
  private final EnumMap<LearnedAction, SortedMap<Place, Sightings>> places =
      new EnumMap<>(LearnedAction.class);
  private final EnumMap<LearnedAction, SortedMap<Place, Sightings>> system =
      new EnumMap<>(LearnedAction.class);
  private final Predicate<Place> isNeverFolded;
  private final EnumMap<LearnedAction, EnumSet<LearnedAction>> companions =
      new EnumMap<>(LearnedAction.class);

  FileRules(Predicate<Place> isNeverFolded) {
    this.isNeverFolded = isNeverFolded;
  }

  void add(LearnedAction action, Place place, Sightings sightings) {
    // A system directory itself, as when a directory is made in it, must not become a root.
    (isNeverFolded.test(place) ? system : places)
        .computeIfAbsent(action, known -> new TreeMap<>())
        .merge(place, sightings, Sightings::plus);
  }

  List<LearnedRule> rules() {
    EnumMap<LearnedAction, SortedMap<Place, Sightings>> folded = new EnumMap<>(LearnedAction.class);
    places.forEach(
        (action, seen) -> folded.put(action, new TreeMap<>(PathFolding.fold(seen, isNeverFolded))));
    companions.clear();
    absorb(folded, LearnedAction.LIST, LearnedAction.READ);
    absorb(folded, LearnedAction.DELETE, LearnedAction.WRITE);
    absorb(folded, LearnedAction.ATTRIBUTES, LearnedAction.WRITE);
    absorb(folded, LearnedAction.LOCK, LearnedAction.WRITE);
    List<LearnedRule> rules = new ArrayList<>();
    group(folded, "path_under", "", rules);
    group(system, "one_of", "-themselves", rules);
    return rules;
  }

  /**
   * Who reads below a root may list there, and who writes, and so can empty a file, may delete it,
   * lock it and set its times, when that was seen somewhere: rules of their own for it would be
   * many, and tell a reader little.
   */
  private void absorb(
      Map<LearnedAction, SortedMap<Place, Sightings>> folded,
      LearnedAction action,
      LearnedAction host) {
    SortedMap<Place, Sightings> seen = folded.get(action);
    SortedMap<Place, Sightings> roots = folded.get(host);
    if (seen != null
        && roots != null
        && seen.keySet().removeIf(place -> roots.keySet().stream().anyMatch(place::isUnder))) {
      companions.computeIfAbsent(host, known -> EnumSet.noneOf(LearnedAction.class)).add(action);
    }
    if (seen != null && seen.isEmpty()) {
      folded.remove(action);
    }
  }

  private void group(
      Map<LearnedAction, SortedMap<Place, Sightings>> byAction,
      String type,
      String suffix,
      List<LearnedRule> rules) {
    SortedMap<Place, EnumMap<LearnedAction, Sightings>> byPlace = new TreeMap<>();
    byAction.forEach(
        (action, places) ->
            places.forEach(
                (place, seen) ->
                    byPlace
                        .computeIfAbsent(place, known -> new EnumMap<>(LearnedAction.class))
                        .put(action, seen)));
    SortedMap<String, SortedMap<Place, EnumMap<LearnedAction, Sightings>>> groups = new TreeMap<>();
    byPlace.forEach(
        (place, actions) ->
            groups
                .computeIfAbsent(id(place, actions) + suffix, known -> new TreeMap<>())
                .put(place, actions));
    groups.forEach((id, roots) -> rules.add(rule(id, type, roots)));
  }

  private static String id(Place place, Map<LearnedAction, Sightings> actions) {
    boolean isOwnCode =
        place.toString().equals(Surroundings.JAVA_HOME)
            || place.toString().equals(Surroundings.CLASS_PATH);
    return isOwnCode && actions.keySet().equals(EnumSet.of(LearnedAction.READ))
        ? "own-code"
        : actions.keySet().stream()
            .map(action -> action.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("-", "", "-files"));
  }

  private LearnedRule rule(
      String id, String type, SortedMap<Place, EnumMap<LearnedAction, Sightings>> roots) {
    EnumSet<LearnedAction> actions = EnumSet.noneOf(LearnedAction.class);
    Sightings all = null;
    for (EnumMap<LearnedAction, Sightings> seen : roots.values()) {
      actions.addAll(seen.keySet());
      for (Sightings sightings : seen.values()) {
        all = sightings.plus(all);
      }
    }
    companions.forEach(
        (host, more) -> {
          if (actions.contains(host)) {
            actions.addAll(more);
          }
        });
    Map<String, JsonValue> where = new TreeMap<>();
    where.put(
        "path", LearnedRule.listed(type, roots.keySet().stream().map(Place::toString).toList()));
    return new LearnedRule(
        id,
        actions.stream().map(LearnedAction::id).toList(),
        where,
        Objects.requireNonNull(all),
        List.of());
  }
}
