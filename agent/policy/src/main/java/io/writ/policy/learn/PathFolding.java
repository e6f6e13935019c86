package io.writ.policy.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Folds the places that one action was seen at to the fewest directories that are still narrow. */
final class PathFolding {
  /** So many files of one directory stand for the directory. */
  static final int MIN_FILES = 3;

  /** So many different names below one directory, at whatever depth used, stand for it. */
  static final int MIN_BRANCHES = 8;

  private final Predicate<Place> isNeverFolded;
  private SortedMap<Place, Sightings> places;

  private PathFolding(SortedMap<Place, Sightings> places, Predicate<Place> isNeverFolded) {
    this.places = places;
    this.isNeverFolded = isNeverFolded;
  }

  /** The roots, each with what was seen at and below it; none lies under another. */
  static SortedMap<Place, Sightings> fold(
      SortedMap<Place, Sightings> places, Predicate<Place> isNeverFolded) {
    PathFolding folding = new PathFolding(new TreeMap<>(places), isNeverFolded);
    folding.foldAll(folding.directoriesWith(MIN_FILES, true));
    // Deepest first, and again: a folded directory is a branch of the one above it.
    List<Place> wide = folding.directoriesWith(MIN_BRANCHES, false);
    while (!wide.isEmpty()) {
      folding.foldAll(List.of(wide.get(0)));
      wide = folding.directoriesWith(MIN_BRANCHES, false);
    }
    folding.foldAll(List.copyOf(folding.places.keySet()));
    return folding.places;
  }

  /** The first names of the place that are stable, or null when what is left may not be folded. */
  static @Nullable Place stable(Place place, Surroundings process) {
    List<String> names = place.names();
    for (int i = 0; i < names.size(); i++) {
      boolean isNumberOfProc =
          place.prefix().isEmpty()
              && names.get(0).equals("proc")
              && names.get(i).chars().allMatch(c -> c >= '0' && c <= '9');
      if (isNumberOfProc || process.kind(names.get(i)) != NameKind.STABLE) {
        Place directory = new Place(place.prefix(), names.subList(0, i));
        return process.isNeverFolded(directory) ? null : directory;
      }
    }
    return place;
  }

  /** Directories that may be folded and have so many different names in use, deepest first. */
  private List<Place> directoriesWith(int least, boolean countsOnlyFiles) {
    SortedMap<Place, Set<String>> names = new TreeMap<>();
    for (Place place : places.keySet()) {
      Place child = place;
      for (Place parent = child.parent(); parent != null; parent = child.parent()) {
        names
            .computeIfAbsent(parent, directory -> new TreeSet<>())
            .add(child.names().get(child.names().size() - 1));
        child = parent;
        if (countsOnlyFiles) {
          break;
        }
      }
    }
    List<Place> found = new ArrayList<>();
    names.forEach(
        (directory, used) -> {
          if (used.size() >= least && !isNeverFolded.test(directory)) {
            found.add(directory);
          }
        });
    found.sort(
        Comparator.comparingInt((Place place) -> -place.names().size())
            .thenComparing(Comparator.naturalOrder()));
    return found;
  }

  /** Puts every place under the shortest of these directories that it lies under. */
  private void foldAll(List<Place> directories) {
    Set<Place> roots = new HashSet<>(directories);
    SortedMap<Place, Sightings> folded = new TreeMap<>();
    for (Map.Entry<Place, Sightings> entry : places.entrySet()) {
      Place root = entry.getKey();
      for (Place at = root; at != null; at = at.parent()) {
        root = roots.contains(at) ? at : root;
      }
      folded.merge(root, entry.getValue(), Sightings::plus);
    }
    places = folded;
  }
}
